import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { isSecretName, words } from '../../model/secret-names.js';
import { CLEAN, TAINTED } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { externalName } from '../values/external-name.js';
import { variableRead } from './environment.js';

/** Keys of other kinds, such as those of projects, are many. */
const OWN_KEY = /(^|_)(key|(api|access|admin)_keys)$/;
/** One or a list of them: `ADMIN_SECRETS`. */
const holdsSecrets = (name: string) => isSecretName(name.replace(/s$/i, ''));
const KEYED = /^(node:)?crypto#createHmac$/;
const HASH = /^(node:)?crypto#createHash$/;

type Flows = Readonly<Record<'secrets' | 'keys', TaintTracker>>;

const FLOWS = new WeakMap<Code, Flows>();

/** Tracks secrets of the server itself, its environment variables and signatures; and variables that may be keys. */
export function ownSecretFlows(code: Code): Flows {
  let flows = FLOWS.get(code);
  if (!flows) {
    flows = {
      secrets: flowOf(
        code,
        (located) =>
          isVariable(located, code, holdsSecrets) ||
          (located.value.is === 'call' &&
            KEYED.test(externalName(code, { ...located, value: located.value.callee }) ?? '')),
      ),
      keys: flowOf(code, (located) =>
        isVariable(located, code, (name) => OWN_KEY.test(words(name))),
      ),
    };
    FLOWS.set(code, flows);
  }
  return flows;
}

function isVariable(located: Located, code: Code, fits: (name: string) => boolean): boolean {
  const name = variableRead(located, code);
  return name !== undefined && fits(name);
}

/** `createHash('sha256').update(secret).digest()`; of a secret and a text it would be a signature. */
function isDigest({ file, value }: Located, code: Code): boolean {
  let from = value;
  const parts: Value[] = [];
  while (from.is === 'call' && from.callee.is === 'member') {
    if (from.callee.name === 'update') parts.push(...from.arguments);
    from = from.callee.object;
  }
  const [whole, ...more] = parts;
  if (from.is !== 'call' || !whole || more.length > 0) return false;
  if (/^(compound|template)$/.test(code.resolve({ file, value: whole }).value.is)) return false;
  return HASH.test(externalName(code, { file, value: from.callee }) ?? '');
}

const flowOf = (code: Code, isSource: (value: Located) => boolean) =>
  new TaintTracker(code, {
    source: (located) => {
      if (isSource(located)) return TAINTED;
      // Nobody who guesses a secret chooses its digest.
      if (isDigest(located, code)) return CLEAN;
      // The other variables hold no secrets.
      return isVariable(located, code, () => true) ? CLEAN : undefined;
    },
    keepsKey: (key) => !/^(length|size)$/.test(key),
    methods:
      /^(update|digest|split|trim|toString|slice|substring|subarray|at|charAt|charCodeAt|codePointAt|map|filter|toLowerCase|toUpperCase)$/,
    propagators: /^(#String|#(Buffer|Uint8Array)\.from|#Object\.values)$/,
  });
