/** Characters of each output that are kept for JSON. */
const CAP = 16 * 1024 * 1024;

/** Collects what would have been written, for an answer in JSON. */
export class CappedOutput {
  #stdout = '';
  #stderr = '';
  #truncated = false;

  readonly out = (text: string): void => {
    this.#stdout = this.#add(this.#stdout, text);
  };

  readonly err = (text: string): void => {
    this.#stderr = this.#add(this.#stderr, text);
  };

  get texts() {
    return { stdout: this.#stdout, stderr: this.#stderr, truncated: this.#truncated };
  }

  #add(before: string, text: string): string {
    if (before.length + text.length <= CAP) return before + text;
    this.#truncated = true;
    return before + text.slice(0, CAP - before.length);
  }
}
