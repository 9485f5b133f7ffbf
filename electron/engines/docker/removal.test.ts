import { describe, expect, it } from 'vitest';
import { remove } from './removal';

/** What Podman 4.3.1 answered while a container ended that was to be removed. */
const ending = {
  statusCode: 500,
  json: {
    message:
      'cannot remove container 3623a29 as it could not be stopped: sending SIGKILL to container 3623a29: container state improper: stopped',
  },
};
/** What it says without force, of one that goes on running. */
const running = {
  statusCode: 500,
  json: {
    message:
      'cannot remove container 3623a29 as it is running - running or paused containers cannot be removed without force: container state improper',
  },
};

/** A container whose removal fails in these ways, one after another, and then succeeds. */
function container(...failures: readonly object[]) {
  const left = [...failures];
  return { remove: () => (left.length > 0 ? Promise.reject(left.shift() as Error) : Promise.resolve()) };
}

describe('removing a container', () => {
  it('waits for one that ends at this moment', async () => {
    await expect(remove(container(ending, ending), { force: true })).resolves.toBeUndefined();
  });

  it('says at once what else the engine answers', async () => {
    await expect(remove(container(running), { force: false })).rejects.toBe(running);
  });
});
