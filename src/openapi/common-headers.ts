import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { withoutMember } from './model.js';
import type { ToolDraft } from './spec.js';

/** Values of headers by name. */
export type Headers = Readonly<Record<string, string>>;

const requestHeaders = ({ tool }: ToolDraft): Headers =>
  objectOrEmpty(objectOrEmpty(tool.request).headers) as Headers;

/**
 * Returns the headers of an API, such as its version: those that more than half of several
 * operations send with the same value. Header names are case-insensitive, so another spelling would
 * send both.
 */
export function commonHeaders(tools: readonly ToolDraft[]): Headers {
  if (tools.length < 2) return {};
  /** Number of tools for each value, by header name. */
  const valueCounts = new Map<string, Map<string, number>>();
  for (const [name, value] of tools.flatMap((tool) => Object.entries(requestHeaders(tool)))) {
    const counts = valueCounts.get(name) ?? new Map<string, number>();
    valueCounts.set(name, counts.set(value, (counts.get(value) ?? 0) + 1));
  }
  const spellings = Array.from(valueCounts.keys(), (name) => name.toLowerCase());
  const common = Array.from(valueCounts).flatMap(([name, counts]) => {
    const [majorityValue] = Array.from(counts).filter(([, count]) => count > tools.length / 2);
    const isAlone = spellings.filter((spelling) => spelling === name.toLowerCase()).length === 1;
    return majorityValue && isAlone ? [[name, majorityValue[0]]] : [];
  });
  return Object.fromEntries(common) as Headers;
}

/** Returns the tool without the headers that the API client sends. */
export function withoutCommon(draft: ToolDraft, common: Headers): ToolDraft {
  const request = objectOrEmpty(draft.tool.request);
  const headers = Object.entries(requestHeaders(draft)).filter(
    ([name, value]) => common[name] !== value,
  );
  const rest = withoutMember(request, 'headers');
  return headers.length === Object.keys(requestHeaders(draft)).length
    ? draft
    : {
        ...draft,
        tool: {
          ...draft.tool,
          request: { ...rest, ...(headers.length > 0 && { headers: Object.fromEntries(headers) }) },
        },
      };
}
