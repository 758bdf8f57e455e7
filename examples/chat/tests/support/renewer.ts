import { loadProvider } from '../../src/core/loader.js';
import { providers } from '../../src/providers/index.js';

/** A process of its own that asks for one user's credentials many times at once, again and again. */
const [provider = '', userId = '', calls = '0', rounds = '0'] = process.argv.slice(2);
const { apiAuth } = await loadProvider(providers, provider);
let missing = 0;
for (let round = 0; round < Number(rounds); round++) {
  const all = await Promise.all(
    Array.from({ length: Number(calls) }, () => apiAuth.getCredentials(userId)),
  );
  missing += all.filter((credentials) => credentials === null).length;
}
process.stdout.write(String(missing));
