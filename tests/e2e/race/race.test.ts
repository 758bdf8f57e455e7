import { describe, expect, it } from 'vitest';
import { stores, useStore } from '../../../runtime/tests/servers/stores.js';
import { raceProject, signedInProject } from './project.js';
import { race } from './race.js';

const crowd = { processes: 4, calls: 50 };
const nothingLost = { signedOut: 0, unauthorized: 0, errors: [] };

const rows = [
  { what: 'each look refreshes', seconds: 0, rounds: 3, pauseMs: 20 },
  { what: 'tokens end every second', seconds: 1, rounds: 10, pauseMs: 300 },
];

describe.each(stores)('4 processes with 50 calls at once, credentials in $name', (store) => {
  const address = useStore(store);
  const root = raceProject(store.kind);

  it.skipIf(store.isMissing).each(rows)('lose nothing where $what', async (row) => {
    const { seconds, rounds, pauseMs } = row;
    const project = await signedInProject({ root, address: address(), seconds });
    const report = await race(project, { ...crowd, rounds, pauseMs });
    expect(report).toEqual({ calls: 200 * rounds, ...nothingLost });
    const { reused, refreshed } = project.service.counts;
    expect(reused).toBe(0);
    expect(refreshed).toBeGreaterThan(2);
    // Calls share a refresh. On a busy machine, those of a round can begin during two of them.
    expect(refreshed).toBeLessThanOrEqual(2 * crowd.processes * rounds);
  });
});
