import { descendants, lastName } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';

const SERVERS = /^node:https?#(createServer|Server)$/;
/** What a page of another site must not get or set off: files, programs and the credentials of users. */
const SERVES =
  /^node:(fs(\/promises)?#(promises\.)?(createReadStream|readFile(Sync)?|writeFile(Sync)?|rm(Sync)?|unlink(Sync)?)|child_process#\w+)$/;
const CREDENTIALS = /^(saveCredentials|signOut)$/;
/** Pages and what belongs to them are for everybody. */
const PAGE = /\.(html?|css|js|mjs|svg|png|jpe?g|ico|webp|woff2?|txt|md)$/i;
/** Headers that other sites cannot set, or that prove who calls. */
const CHECKS =
  /^(host|origin|authority|:authority|authorization|cookie|x-[\w-]+|state|sec-fetch-site)$/i;
const VERIFIES = /^(timingSafeEqual|verify\w*|authenticate\w*|authorize\w*|require\w*)$/;

/**
 * The handler of an HTTP server that serves such data and looks at no header that tells where the request comes from: a
 * page whose host name is changed to 127.0.0.1 reads it (DNS rebinding).
 */
export function unguardedHandler(
  { file, value }: Located<CallValue>,
  code: Code,
): LocatedFunction | undefined {
  if (!SERVERS.test(externalName(code, { file, value: value.callee }) ?? '')) return undefined;
  return value.arguments
    .flatMap((given) => code.functions({ file, value: given }))
    .filter((each) => each.function.body)
    .find((handler) => servesData(handler, code) && !isGuarded(handler, code));
}

const servesData = (handler: LocatedFunction, code: Code): boolean =>
  [...code.execution(handler)].some(({ call: { file, value } }) => {
    if (CREDENTIALS.test(lastName(value.callee))) return true;
    if (!SERVES.test(externalName(code, { file, value: value.callee }) ?? '')) return false;
    const [path] = value.arguments;
    const text = path && code.constant({ file, value: path });
    return !(typeof text === 'string' && PAGE.test(text)) && !(path && namesPage(path));
  });

/** `new URL('page.html', import.meta.url)`, `join(folder, 'page.html')` */
const namesPage = (path: CallValue['callee']): boolean =>
  [...descendants(path)].some((part) => part.is === 'string' && PAGE.test(part.value));

/** It, or a function that it runs, reads such a header or verifies something. */
function isGuarded(handler: LocatedFunction, code: Code): boolean {
  const steps = [...code.execution(handler)];
  const run = [handler, ...steps.flatMap(({ target }) => (target.is === 'function' ? target : []))];
  return (
    steps.some(({ call }) => VERIFIES.test(lastName(call.value.callee))) ||
    run.some(({ file: { facts }, function: made }) =>
      [
        ...facts.texts.map((part) => ({ part, name: part.is === 'string' ? part.value : '' })),
        ...facts.members.map((part) => ({ part, name: part.name })),
        ...facts.declarations.map((part) => ({ part, name: part.path.at(-1) ?? '' })),
      ].some(({ part, name }) => CHECKS.test(name) && contains(made, part)),
    )
  );
}
