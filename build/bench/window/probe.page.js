// Runs in the window's page: measures from an event to the frames in which its consequences can be seen.
// Plain JavaScript, because it is evaluated as text: a compiler's helpers would not be there.
(() => {
  /** Milliseconds after which a sight is given up. */
  const patience = 10_000;

  /** One promise for each awaited sight. */
  let times = [];

  /** Milliseconds between two frames, the most there were while they are watched. */
  let longest = 0;
  let watching = false;

  const isShown = ({ selector, text }) => {
    const element = document.querySelector(selector);
    if (!element || element.getClientRects().length === 0) return false; // asking for the place forces the layout
    const found = (element.textContent ?? '').replace(/\u00a0/g, ' ').toLowerCase();
    return text === undefined || found.includes(text.toLowerCase());
  };

  // Animation frame callbacks, style, layout and paint are one task: a message posted in it is handled right after.
  const endOfFrame = () =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(null);
    });

  const shown = (sight) =>
    new Promise((resolve, reject) => {
      const end = performance.now() + patience;
      const look = () => {
        if (isShown(sight)) resolve(endOfFrame());
        else if (performance.now() > end) reject(new Error(`${JSON.stringify(sight)} was never seen`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  globalThis.drydockProbe = {
    /** Waits for the next event of that type and, from its time, for one sight after the other. */
    arm(type, sights) {
      const began = new Promise((resolve) => {
        addEventListener(type, (event) => resolve(event.timeStamp), { capture: true, once: true });
      });
      let before = began;
      times = sights.map((sight) => {
        const seen = before.then(() => shown(sight));
        before = seen;
        return seen.then(async (time) => time - (await began));
      });
    },
    taken: (index) => times[index],
    /** From now on, until it is asked, notes the longest time from one frame to the next. */
    watchFrames() {
      longest = 0;
      watching = true;
      let last = performance.now();
      const frame = (now) => {
        longest = Math.max(longest, now - last);
        last = now;
        if (watching) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
    longestFrame() {
      watching = false;
      return longest;
    },
  };
})();
