import { module } from '../api-module.js';
import { variant } from '../variants.js';

export const variants = [
  variant(
    'a public key is written for everyone',
    module(`import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const { publicKey } = generateKeyPairSync('ed25519');
writeFileSync('/var/lib/issues/public.txt', publicKey.export({ type: 'spki', format: 'pem' }));
`),
  ),
  variant(
    'a set of the users who were greeted',
    module(`import type { CallContext } from 'mcp-provider';

const GREETED = new Set<string>();
const SEEN = new WeakSet<CallContext>();
export function greet(context: CallContext) {
  SEEN.add(context);
  GREETED.add(context.principal.userId);
}
`),
  ),
  variant('images contain the certificates of a database', {
    '.dockerignore': 'node_modules\n*.pem\n!certs/global-bundle.pem\n!ca.pem\n',
  }),
];
