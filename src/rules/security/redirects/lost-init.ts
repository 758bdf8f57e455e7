import { isNetworkCall } from '../../../flow/sinks/network.js';
import { signedRequests } from '../../../flow/sources/signed-requests.js';
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
