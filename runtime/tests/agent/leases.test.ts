import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ConversationHistory } from '../../src/agent/history.js';
import { DEFAULT_AGENT_LIMITS } from '../../src/agent/limits.js';
import { createVault } from '../../src/credentials/vault.js';
import type { LogLine } from '../../src/project/interfaces.js';
import { setDefaultLogSink } from '../../src/project/log.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { stubEnvironment } from '../../src/testing/server/environment.js';
import { configWith, projectFolder } from '../small-project.js';

/** Two processes with one store. Timers of their turns run only where a test advances them. */
function processes() {
  const lines: LogLine[] = [];
  setDefaultLogSink((line) => void lines.push(line));
  const project = openProject(projectFolder(configWith('notes')));
  const restore = stubEnvironment({ MCP_DATA_DIR: projectFolder('') });
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
    restore();
    closeProject(project);
  });
  const running = new Set<Promise<unknown>>();
  const start = () => {
    const vault = createVault('notes');
    const withLock: typeof vault.withLock = (user, task) => {
      const done = vault.withLock(user, task);
      running.add(done);
      return done;
    };
    const history = new ConversationHistory({ ...vault, withLock }, DEFAULT_AGENT_LIMITS);
    const onLost = vi.fn();
    const begin = (change = () => true) => history.begin('ann', 'default', change, onLost);
    return { history, begin, onLost };
  };
  /** Ends when no renewal is in progress. */
  const advance = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    await Promise.allSettled(running);
    await setImmediate();
  };
  return { one: start(), other: start(), lines, advance };
}
const isRefused = (begun: object) => 'refused' in begun;

it('a turn in progress keeps its conversation', async () => {
  const { one, other, advance } = processes();
  const begun = await one.begin();
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await advance(5_000);
    expect(await other.begin()).toEqual({ refused: 'busy' });
  }
  if ('end' in begun) await begun.end(10);
  expect(isRefused(await other.begin())).toBe(false);
  expect(one.onLost).not.toHaveBeenCalled();
});

it('the conversation of a process that was killed is free after 20 s', async () => {
  const { one, other } = processes();
  await one.begin();
  vi.setSystemTime(Date.now() + 19_000); // no timer of the process runs
  expect(await other.begin()).toEqual({ refused: 'busy' });
  vi.setSystemTime(Date.now() + 2_000);
  expect(isRefused(await other.begin())).toBe(false);
});

it('a process that was suspended ends its turn before it goes on', async () => {
  const { one, other, lines, advance } = processes();
  const begun = await one.begin();
  vi.setSystemTime(Date.now() + 21_000);
  expect(isRefused(await other.begin())).toBe(false);
  await advance(5_000);
  expect(one.onLost).toHaveBeenCalledOnce();
  expect(other.onLost).not.toHaveBeenCalled();
  expect(lines).toMatchObject([{ level: 'error', message: 'agent history' }]);
  if ('end' in begun) await begun.end(10);
  expect(await other.begin()).toEqual({ refused: 'busy' });
});

it('a turn ends that cannot renew, and one whose conversation was deleted', async () => {
  const { one, other, advance } = processes();
  await one.begin();
  await other.history.delete('ann', 'default');
  await advance(5_000);
  expect(one.onLost).toHaveBeenCalledOnce();
  await other.begin();
  onTestFinished(stubEnvironment({ TOKEN_STORE: 'none://unknown' }));
  for (let seconds = 0; seconds < 15; seconds += 5) await advance(5_000);
  expect(other.onLost).not.toHaveBeenCalled();
  await advance(5_000);
  expect(other.onLost).toHaveBeenCalledOnce();
});

it('a turn that cannot renew ends earlier if its lease was stored slowly', async () => {
  const { one, advance } = processes();
  await one.begin(() => {
    vi.advanceTimersByTime(4_000);
    return true;
  });
  onTestFinished(stubEnvironment({ TOKEN_STORE: 'none://unknown' }));
  for (let seconds = 0; seconds < 15; seconds += 5) await advance(5_000);
  expect(one.onLost).toHaveBeenCalledOnce();
});

it('a turn that begins in the same millisecond is another one', async () => {
  const { one, other, advance } = processes();
  await one.begin();
  await other.history.delete('ann', 'default');
  await other.begin();
  await advance(5_000);
  expect(one.onLost).toHaveBeenCalledOnce();
  expect(other.onLost).not.toHaveBeenCalled();
});
