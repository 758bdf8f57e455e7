import type { Verdict } from '../auth/credential-check.js';
import { connectionProblem } from './connection-problem.js';
import type { Driver, Login, SqlLimits } from './driver.js';
import { explained } from './faults.js';

const LIMITS: SqlLimits = { timeoutMs: 5_000, maxRows: 1, maxBytes: 10_000 };
/** Of connecting, too. */
const MOST_MS = 15_000;
const SELECT = { text: 'select 1', binds: [], reads: true, scoped: false };

/** Connects with a login, on a connection of its own. */
export async function checkLogin(driver: Driver, login: Login): Promise<Verdict> {
  const signal = AbortSignal.timeout(MOST_MS);
  const work = { ...LIMITS, readOnly: true, user: '', signal, settings: {} };
  try {
    await driver.transaction(login, work, (session) => session.run(SELECT, []));
    return { is: 'accepted' };
  } catch (error) {
    const problem = driver.address && connectionProblem(error, driver.address);
    if (!problem) return { is: 'unknown', why: (explained(error) as Error).message };
    const { isLogin, sentence, remedy } = problem;
    return { is: isLogin ? 'rejected' : 'unknown', why: `${sentence} ${remedy}` };
  } finally {
    await driver.close();
  }
}
