import { obj, without } from './model.js';
import type { ToolDraft } from './spec.js';

/** By name. */
export type Headers = Readonly<Record<string, string>>;

const headersOf = ({ tool }: ToolDraft): Headers => obj(obj(tool.request).headers) as Headers;

/**
 * Headers of an API, such as its version: those that more than half of several operations send with one value. Names have no
 * case, and another spelling would send both.
 */
export function commonHeaders(tools: readonly ToolDraft[]): Headers {
  if (tools.length < 2) return {};
  /** How many tools send each value, by name. */
  const sent = new Map<string, Map<string, number>>();
  for (const [name, value] of tools.flatMap((tool) => Object.entries(headersOf(tool)))) {
    const counts = sent.get(name) ?? new Map<string, number>();
    sent.set(name, counts.set(value, (counts.get(value) ?? 0) + 1));
  }
  const spellings = Array.from(sent.keys(), (name) => name.toLowerCase());
  const common = Array.from(sent).flatMap(([name, counts]) => {
    const [most] = Array.from(counts).filter(([, count]) => count > tools.length / 2);
    const isAlone = spellings.filter((one) => one === name.toLowerCase()).length === 1;
    return most && isAlone ? [[name, most[0]]] : [];
  });
  return Object.fromEntries(common) as Headers;
}

/** The tool without the headers that the API client sends. */
export function withoutCommon(draft: ToolDraft, common: Headers): ToolDraft {
  const request = obj(draft.tool.request);
  const headers = Object.entries(headersOf(draft)).filter(
    ([name, value]) => common[name] !== value,
  );
  const rest = without(request, 'headers');
  return headers.length === Object.keys(headersOf(draft)).length
    ? draft
    : {
        ...draft,
        tool: {
          ...draft.tool,
          request: { ...rest, ...(headers.length > 0 && { headers: Object.fromEntries(headers) }) },
        },
      };
}
