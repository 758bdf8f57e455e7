import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_SECRET } from '../../api.js';
import { checkScript, checkSecret, serve, Session, startIssuer, USERS } from '../../harness.js';
import { signIn } from '../../sign-in.js';
import type { Task } from '../../task.js';

export const task: Task = {
  prepare: (directory) => {
    writeFileSync(join(directory, 'secret.txt'), CLIENT_SECRET);
  },
  async check(checks, directory) {
    checkSecret(checks, directory, CLIENT_SECRET);
    checkScript(checks, directory);
    await using issuer = await startIssuer();
    await using server = await serve(directory, issuer);
    const { status } = await new Session(server.url).post('tools/list');
    checks.expect('A request without a token gets 401', status === 401, status);
    await Promise.all(
      USERS.map(async (user) => {
        const me = await new Session(server.url, await signIn(server.url, user)).call('get_me');
        checks.expect('get_me', me.text.includes(user) && !me.isError, me);
      }),
    );
    const log = server.log();
    checks.expect('The log has no token', !log.includes('token-of-'), log);
  },
};
