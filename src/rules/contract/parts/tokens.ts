import { boundUsers, givenToAll } from './bound-user.js';
import { fixedUser } from './fixed-user.js';
import { isNoUser } from './swapped-user.js';
import { schemaValues } from '../../../flow/values/schema-values.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { Place, ProviderModel, SourceFile } from '../../../model/project.js';

/** What others sign their requests to this server with is no credential for an API, other than an `API_KEY`. */
const RECEIVED = /(^|_)(WEB_?HOOK|SIGNING)_(SIGNING_|VERIFY_)?(SECRET|TOKEN)$/i;
/** Environment variables with credentials for an API. */
const SECRET =
  /(^|_)(TOKEN|SECRET|API_?KEY|ACCESS_KEY|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT|JWT|BEARER)$/i;
/** Parameters of token requests (RFC 6749 sections 4 and 6). */
const GRANT = /\b(grant_type|refresh_token)\b/;
/** Packages whose only purpose is to get tokens. */
const TOKEN_PACKAGES =
  /^(openid-client|oauth4webapi|simple-oauth2|client-oauth2|arctic|@azure\/msal-node|passport(-.*)?)$/;

const ENVIRONMENT = 'process.env.';

type Found = [at: Place, what: string];

/** Places of it in a file, each with what it does. */
export function* tokenHandling(
  file: SourceFile,
  { directory, project: { code } }: ProviderModel,
): Generator<Found> {
  yield* secretsRead(file, code);
  const { objects, texts, imports, calls } = file.facts;
  for (const { specifier, from, typeOnly } of imports) {
    if (!typeOnly && TOKEN_PACKAGES.test(specifier ?? '')) {
      yield [file.at(from), 'requests tokens with a package of its own'];
    }
  }
  const isApi = file.logicalPath.startsWith(`${directory}/api/`);
  let described: ReadonlySet<Value> | undefined;
  // The schema of an OAuth client has the same names.
  const isSchema = (value: Value) => (described ??= schemaValues(file, code)).has(value);
  for (const object of objects) {
    for (const entry of object.entries) {
      if (entry.is !== 'entry') continue;
      if (entry.key === 'grant_type' && !isSchema(object))
        yield [file.at(entry), 'requests a token'];
      // An API module sends the result of getCredentials().
      if (!isApi && /^authorization$/i.test(entry.key) && !isSchema(object)) {
        yield [file.at(entry), 'sends credentials'];
      }
    }
  }
  for (const call of calls) {
    const header = isApi ? undefined : headerSet(call);
    if (header) yield [file.at(header), 'sends credentials'];
    if (code.runtime({ file, value: call.callee })?.returns?.members?.getCredentials) {
      yield [file.at(call.callee), 'loads and stores credentials'];
    }
  }
  for (const text of texts) {
    const words = text.is === 'string' ? text.value : text.chunks.join('');
    const isGrant = words === 'grant_type' || (GRANT.test(words) && words.includes('='));
    if (isGrant && !isSchema(text)) yield [file.at(text), 'requests a token'];
  }
}

function* secretsRead(file: SourceFile, code: Code): Generator<Found> {
  const { members, declarations } = file.facts;
  for (const value of members) {
    const origin = code.origin({ file, value });
    if (origin.is === 'global' && isSecret(origin.path)) yield [file.at(value), 'reads a secret'];
  }
  for (const declared of declarations) {
    if (!declared.init || declared.path.length === 0) continue;
    const origin = code.origin({ file, value: declared.init });
    const path = origin.is === 'global' ? [origin.path, ...declared.path].join('.') : '';
    if (isSecret(path)) yield [file.at(declared), 'reads a secret'];
  }
}

/** `headers.set('authorization', …)` */
function headerSet({ callee, arguments: [name] }: CallValue) {
  const sets = callee.is === 'member' && /^(set|append)$/.test(callee.name);
  return sets && name?.is === 'string' && /^authorization$/i.test(name.value) ? name : undefined;
}

export interface WrongUser {
  at: Place;
  message: string;
  /** Where that user is used. */
  related?: { at: Place; message: string }[];
}

/** Calls of `getCredentials` and `saveCredentials` with a user other than the caller, or with none. */
export function* wrongUsers(file: SourceFile, code: Code): Generator<WrongUser> {
  const fixed = new Map<Value, WrongUser & Required<Pick<WrongUser, 'related'>>>();
  for (const { callee, arguments: given } of file.facts.calls) {
    const name = callee.is === 'name' || callee.is === 'member' ? callee.name : '';
    if (name !== 'getCredentials' && name !== 'saveCredentials') continue;
    const [first] = given;
    if (!first) {
      yield { at: file.at(callee), message: `\`${name}\` is called without a user.` };
      continue;
    }
    const user = { file, value: first };
    const who = fixedUser(user, code);
    if (who !== undefined) {
      const message = everyCaller(who);
      const made = who.startsWith('"') ? fixedResult(user, code) : undefined;
      if (made) {
        const known = fixed.get(made.value) ?? {
          at: made.file.at(made.value),
          message,
          related: [],
        };
        known.related.push({ at: file.at(first), message: 'This call uses it as the user.' });
        fixed.set(made.value, known);
      } else yield { at: file.at(first), message };
    } else if (isNoUser(user, code)) {
      yield { at: file.at(first), message: `The first argument of \`${name}\` is not a user.` };
    } else yield* fixedForAll(user, code);
  }
  yield* fixed.values();
  for (const { user } of boundUsers(file, code)) {
    const who = fixedUser(user, code);
    const at = file.at(user.value);
    if (who !== undefined) yield { at, message: everyCaller(who) };
    else yield* fixedForAll(user, code);
  }
}

const everyCaller = (who: string) => `Every caller gets the credentials of ${who}.`;

/** The fixed users that all calls of a function pass for this parameter. */
function fixedForAll(user: Located, code: Code): WrongUser[] {
  const given = givenToAll(user, code).map((each) => ({ each, who: fixedUser(each, code) }));
  return given.every(({ who }) => who !== undefined)
    ? given.map(({ each, who = '' }) => ({
        at: each.file.at(each.value),
        message: everyCaller(who),
      }))
    : [];
}

/** What a function of the project returns for any user: `recordOf(userId)`. */
function fixedResult(user: Located, code: Code): Located | undefined {
  const { file, value } = code.resolve(user);
  const runs = value.is === 'call' ? code.implementations({ file, value }) : [];
  const [only, ...others] = runs.flatMap((run) =>
    run.function.returned.map((each) => ({ file: run.file, value: each })),
  );
  return others.length === 0 ? only : undefined;
}

function isSecret(path: string): boolean {
  const name = path.startsWith(ENVIRONMENT) ? path.slice(ENVIRONMENT.length) : '';
  return SECRET.test(name) && !RECEIVED.test(name);
}
