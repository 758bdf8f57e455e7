import { memberIn } from '../../contract/parts/made-object.js';
import { possibleValues } from '../../../flow/values/possible.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import { isLoopback } from '../../../model/loopback.js';

/** What the functions of mcp-provider return that serve the sign-in: they refuse other addresses than loopback ones. */
const SIGN_IN = 'Promise<AuthServer>';

/** Fixed addresses that are not of this machine only, and that a call has the sign-in served on. */
export function refusedHosts(
  { file, value }: Located<CallValue>,
  code: Code,
): readonly (Located & { address: string })[] {
  const [options] = value.arguments;
  if (!options || code.runtime({ file, value: value.callee })?.result !== SIGN_IN) return [];
  const given = possibleValues({ file, value: options }, code).flatMap((each) =>
    hostsIn(each, code),
  );
  const written = { file, value: memberIn(options, 'host') };
  const hosts = (given.length > 0 ? given : [written]).flatMap((each) =>
    possibleValues(each, code),
  );
  return [...new Map(hosts.map((each) => [each.value, each])).values()].flatMap((each) => {
    const address = code.constant(each);
    return typeof address === 'string' && !isLoopback(address) ? [{ ...each, address }] : [];
  });
}

/** `{ ...options, host }`, `Object.assign({}, options, { host })` */
function hostsIn({ file, value }: Located, code: Code): readonly Located[] {
  const isMerged =
    value.is === 'call' && externalName(code, { file, value: value.callee }) === '#Object.assign';
  const parts = isMerged ? value.arguments : [value];
  return parts
    .flatMap((part) => code.object({ file, value: part })?.properties ?? [])
    .filter(({ key }) => key === 'host');
}
