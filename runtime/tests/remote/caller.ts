import { setTimeout as sleep } from 'node:timers/promises';
import { oauthAuth } from '../../src/oauth.js';
import { openProject } from '../../src/provider/project.js';
import { remoteServer } from '../../src/remote.js';
import { redisStore } from '../../src/stores/redis.js';
import { testContext } from '../context.js';

/** A process of its own that calls a tool many times at once, again and again, each time with an expired token. */
const [root = '', issuer = '', resource = '', calls = '0', rounds = '0'] = process.argv.slice(2);
const project = openProject(root, { stores: [redisStore()] });
const auth = oauthAuth('rooms', {
  issuer,
  resource,
  clientAuthentication: 'none',
  registration: 'automatic',
});
const remote = remoteServer('rooms', auth);
const { now } = Date;
const texts = new Map<string, number>();
for (let round = 0; round < Number(rounds); round++) {
  Date.now = () => now() + round * 7_200_000;
  await Promise.all(
    Array.from({ length: Number(calls) }, async () => {
      const context = testContext({ signal: AbortSignal.timeout(20_000) });
      const text = JSON.stringify(await remote.call('whoami', {}, context).catch(String));
      texts.set(text, (texts.get(text) ?? 0) + 1);
    }),
  );
  await sleep(20);
}
await Promise.all(Array.from(project.ending, (end) => end()));
process.stdout.write(JSON.stringify(Object.fromEntries(texts)), () => process.exit());
