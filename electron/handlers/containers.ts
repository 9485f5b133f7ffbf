import type { Containers } from '../containers';
import { hoodOf } from '../engines/hood';
import type { Follows } from '../containers/follows';
import type { Terminals } from '../containers/terminals';
import type { Engine } from '../engines/engine';
import type { Previews } from '../previews';
import type { Handlers } from '../shared/contract';
import type { Desktop } from './desktop';

/** What the handlers of containers and terminals work with. */
export interface ContainerServices {
  readonly containers: Containers;
  readonly follows: Follows;
  readonly terminals: Terminals;
  readonly previews: Previews;
}

type Methods = Extract<keyof Handlers, `containers.${string}` | `previews.${string}` | `terminals.${string}`>;

/** Handlers of containers and terminals. Each is about a container that Drydock made, or is refused. */
export function containerHandlers(
  { containers, follows, terminals, previews }: ContainerServices,
  desktop: Desktop,
): Pick<Handlers, Methods> {
  const on = async <T>(container: string, doing: (engine: Engine, id: string) => Promise<T>): Promise<T> => {
    const { engine, details } = await containers.own(container);
    return doing(engine, details.id);
  };
  return {
    'containers.list': () => containers.list(),
    'containers.inspect': async (container) => (await containers.own(container)).details,
    'containers.run': (workspace, order) => containers.run(workspace, order),
    'containers.start': (container) => containers.start(container),
    'containers.stop': (container) => on(container, (engine, id) => engine.containers.stop(id)),
    'containers.kill': (container) => on(container, (engine, id) => engine.containers.kill(id)),
    'containers.restart': (container) => on(container, (engine, id) => engine.containers.restart(id)),
    'containers.pause': (container) => on(container, (engine, id) => engine.containers.pause(id)),
    'containers.unpause': (container) => on(container, (engine, id) => engine.containers.unpause(id)),
    'containers.rename': (container, name) =>
      on(container, (engine, id) => engine.containers.rename(id, name)),
    'containers.remove': (container) =>
      on(container, (engine, id) => engine.containers.remove(id, { force: true })),
    'containers.top': (container) => on(container, (engine, id) => engine.containers.top(id)),
    'containers.changes': (container) => on(container, (engine, id) => engine.containers.changes(id)),
    'containers.hood': (container) => on(container, (engine, id) => hoodOf(engine).inspect(id)),
    'containers.playground': (workspace) => containers.playground(workspace),
    'containers.prune': () => containers.prune(),
    'containers.follow': (container, what) =>
      on(container, async (engine, id) => follows.start(engine, id, what)),
    'containers.unfollow': async (follow) => {
      follows.stop(follow);
    },
    async 'containers.openPort'(container, containerPort) {
      const port = await containers.loopbackPort(container, containerPort);
      if (port === null) return false;
      await desktop.openInBrowser(`http://127.0.0.1:${port}/`);
      return true;
    },
    'previews.open': (container, containerPort) => previews.open(container, containerPort),
    'previews.close': async (preview) => {
      previews.close(preview);
    },
    async 'terminals.run'(workspace, order, size) {
      let terminal = '';
      const container = await containers.run(workspace, order, async (engine, id) => {
        terminal = await terminals.open(engine, { container: id, kind: 'attach', ...size });
      });
      await terminals.resize(terminal, size.columns, size.rows); // what is not started yet has no size
      return { container, terminal };
    },
    'terminals.open': (order) => on(order.container, (engine) => terminals.open(engine, order)),
    'terminals.write': (terminal, text) => terminals.write(terminal, text),
    'terminals.resize': (terminal, columns, rows) => terminals.resize(terminal, columns, rows),
    'terminals.shown': async (terminal, bytes) => {
      terminals.shown(terminal, bytes);
    },
    'terminals.close': async (terminal) => {
      terminals.end(terminal);
    },
  };
}
