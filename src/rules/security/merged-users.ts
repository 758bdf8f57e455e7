import { externalName } from '../../flow/values/external-name.js';
import { lastName } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { mergedUsers } from './users/merged.js';
import { verifiersIn } from './verifiers/find.js';

const NAMES = /verifiedPrincipal|TokenVerifier|userOf|(get|save|replace)Credentials|signOut/;
const TAKES_USER = /^(getCredentials|saveCredentials|replaceCredentials|signOut)$/;
const OF_DATABASE = 'mcp-provider/sql/';
const COMPARES = 'timingSafeEqual';

export default defineRule({
  severity: 'error',
  summary: 'Two users never get the same user ID.',
  why: 'Users with one ID share credentials, files and rows.',
  limits:
    'Found are IDs that are the same for all users or for a group of them, and IDs of which a part is cut off or changed.',
  source: {
    text: 'OpenID Connect Core 1.0, section 5.7: only "sub" and "iss" together identify a user.',
    url: 'https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !NAMES.test(file.text)) return;
    const reported = new Set<Value>();
    for (const user of usersIn(file, code)) {
      const merged = mergedUsers(user, code);
      if (!merged || reported.has(user.value)) continue;
      reported.add(user.value);
      report({
        at: user.file.at(user.value),
        message: merged,
        hint: 'Use the subject of the token ("sub") as it is, all of it.',
      });
    }
  },
});

/** What becomes the ID of a user: of a principal, of the rows in a database, or of stored credentials. */
function* usersIn(file: SourceFile, code: Code): Generator<Located> {
  const { calls, objects } = file.facts;
  for (const value of calls) {
    const [first, second] = value.arguments;
    const name = lastName(value.callee);
    if (name === 'verifiedPrincipal' && first && second) {
      if (!isOnlyToken(value, file)) yield { file, value: second };
    } else if (TAKES_USER.test(name) && first) {
      // "contract/own-credentials" reports a user who is always the same.
      if (code.constant({ file, value: first }) === undefined) yield { file, value: first };
    } else if (externalName(code, { file, value: value.callee })?.startsWith(OF_DATABASE)) {
      for (const made of userFunctions({ file, value }, code))
        yield* made.function.returned.map((each) => ({ file: made.file, value: each }));
    }
  }
  const verifiers = verifiersIn(file, code).filter((each) => each.file === file);
  for (const { entries } of verifiers.length > 0 ? objects : []) {
    for (const entry of entries) {
      if (entry.is !== 'entry' || entry.key !== 'principal' || entry.value.is !== 'object')
        continue;
      const isOwn = verifiers.some((each) => contains(each.function, entry));
      for (const part of isOwn ? entry.value.entries : [])
        if (part.is === 'entry' && part.key === 'userId') yield { file, value: part.value };
    }
  }
}

/** `userOf` in the options of a database. */
function userFunctions({ file, value }: Located<CallValue>, code: Code): LocatedFunction[] {
  return value.arguments.flatMap((each) => {
    const properties = code.object({ file, value: each })?.properties ?? [];
    const given = properties.find(({ key }) => key === 'userOf');
    return given ? code.functions(given).filter((made) => made.function.body) : [];
  });
}

const ONLY_TOKENS = new WeakMap<SourceFile, ReadonlySet<number>>();

/** In a function that compares the token with a fixed one: that has one user. */
function isOnlyToken({ within }: CallValue, file: SourceFile): boolean {
  let known = ONLY_TOKENS.get(file);
  if (!known) {
    const compared = file.facts.calls.filter(({ callee }) => lastName(callee) === COMPARES);
    known = new Set(compared.map((each) => each.within));
    ONLY_TOKENS.set(file, known);
  }
  return known.has(within);
}
