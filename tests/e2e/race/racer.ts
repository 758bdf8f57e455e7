import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openProject } from '../../../runtime/src/project/project.js';
import { postgresStore } from '../../../runtime/src/stores/postgres.js';
import { redisStore } from '../../../runtime/src/stores/redis.js';

/** What a process is told in its first argument, as JSON. */
export interface Orders {
  /** Of the project whose credentials these are. */
  root: string;
  userId: string;
  rounds: number;
  /** At once. */
  calls: number;
  pauseMs: number;
}

/** What it says in the end. */
export interface Report {
  calls: number;
  /** `getCredentials` said that the user has to sign in. */
  signedOut: number;
  /** The API refused what `getCredentials` had returned. */
  unauthorized: number;
  errors: string[];
}

interface ApiAuth {
  getCredentials(userId: string): Promise<{ accessToken: string } | null>;
}

const { root, userId, rounds, calls, pauseMs } = JSON.parse(process.argv[2] ?? '') as Orders;
openProject(root, { stores: [redisStore(), postgresStore()] });
const file = pathToFileURL(join(root, 'dist', 'race', 'auth.js'));
const { getCredentials } = (await import(file.href)) as ApiAuth; // by contract
const api = `${process.env.RACE_BASE_URL}/me`;
const report: Report = { calls: 0, signedOut: 0, unauthorized: 0, errors: [] };

async function call(): Promise<void> {
  report.calls++;
  const credentials = await getCredentials(userId);
  if (!credentials) {
    report.signedOut++;
    return;
  }
  const headers = { authorization: `Bearer ${credentials.accessToken}` };
  const { status } = await fetch(api, { headers });
  if (status === 401) report.unauthorized++;
  else if (status !== 200) throw new Error(`The API answered ${status}`);
}

process.stderr.write('ready\n');
await text(process.stdin); // all begin together
for (let round = 0; round < rounds; round++) {
  const all = Array.from({ length: calls }, () =>
    call().catch((error: unknown) => report.errors.push(String(error))),
  );
  await Promise.all(all);
  await sleep(pauseMs);
}
process.stdout.write(JSON.stringify(report));
