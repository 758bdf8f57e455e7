import { describe, expect, it, onTestFinished, vi } from 'vitest';
import * as cancel from '../../src/sql/postgres/cancel.js';
import { as, databases } from './databases.js';

const [{ isMissing, open }] = databases as [(typeof databases)[number]];

describe.skipIf(isMissing)('PostgreSQL', () => {
  it('repeats a cancel that the server ignores, as it does between the messages of a statement', async () => {
    const db = await open();
    onTestFinished(() => db.stop());
    const control = new AbortController();
    const call = db
      .tables()
      .transaction(as('ann', control.signal), (run) => run(db.slow as 'select 1', {}), {
        readOnly: true,
      });
    const running = () => db.running('2000000000');
    await expect.poll(running).toBe(1);
    const send = vi.spyOn(cancel, 'cancelRequest').mockResolvedValueOnce(undefined);
    control.abort();
    await expect(call).rejects.toThrow('cancelled');
    await expect.poll(running).toBe(0);
    expect(send.mock.calls.length).toBeGreaterThan(1); // again until it has ended
  });
});
