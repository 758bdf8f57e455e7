import { isNetworkCall } from '../../../flow/sinks/network.js';
import { signedRequests } from '../../../flow/sources/signed-requests.js';
import { externalName } from '../../../flow/values/external-name.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/**
 * Requests of a replaced `fetch` with options that are put together anew: the runtime asks for `redirect: 'manual'`, and
 * checks where a redirect leads.
 */
export function requestsWithoutInit(file: SourceFile, code: Code): readonly CallValue[] {
  const signed = signedRequests(file, code);
  if (signed.size === 0) return [];
  return file.facts.calls.filter((value) => {
    const [, options] = value.arguments;
    const known = options && code.object({ file, value: options });
    const isNew =
      known?.partial === false && !known.properties.some(({ key }) => key === 'redirect');
    return (
      isNew &&
      isNetworkCall(code.target({ file, value })) &&
      [...signed.keys()].some((made) => contains(made, value))
    );
  });
}

/** Packages that follow redirects with the headers of the request, unless they are told not to, and how. */
const FOLLOWING: readonly { calls: RegExp; option: string; off: number | false }[] = [
  { calls: /^axios#/, option: 'maxRedirects', off: 0 },
  { calls: /^got#/, option: 'followRedirect', off: false },
  { calls: /^superagent#/, option: 'redirects', off: 0 },
];
interface Following {
  call: CallValue;
  /** The beginning of a sentence. */
  hint: string;
}

const REDIRECTS = /^undici#interceptors\.redirect$/;

/** Requests of a replaced `fetch` that a package sends, which follows redirects itself, and interceptors that do. */
export function* requestsOfFollowing(file: SourceFile, code: Code): Generator<Following> {
  const signed = signedRequests(file, code);
  if (signed.size === 0) return;
  for (const call of file.facts.calls) {
    const name = externalName(code, { file, value: call.callee }) ?? '';
    if (REDIRECTS.test(name)) yield { call, hint: 'Remove it' };
    const client = FOLLOWING.find(({ calls }) => calls.test(name));
    const isSigned = [...signed.keys()].some((made) => contains(made, call));
    if (
      client &&
      isSigned &&
      isNetworkCall(code.target({ file, value: call })) &&
      follows(call, client)
    )
      yield { call, hint: `Pass \`${client.option}: ${client.off}\`` };
  }

  function follows(value: CallValue, client: (typeof FOLLOWING)[number]): boolean {
    const objects = value.arguments.flatMap((each) => code.object({ file, value: each }) ?? []);
    const option = objects
      .flatMap(({ properties }) => properties)
      .findLast(({ key }) => key === client.option);
    if (option) return code.constant(option) !== client.off;
    return objects.every(({ partial }) => !partial);
  }
}
