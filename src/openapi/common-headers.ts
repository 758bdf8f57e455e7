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
  const sent = tools.flatMap((tool) => Object.entries(headersOf(tool)));
  const names = [...new Set(sent.map(([name]) => name))];
  const spellings = names.map((name) => name.toLowerCase());
  const common = names.flatMap((name) => {
    const values = sent.flatMap(([other, value]) => (other === name ? [value] : []));
    const most = values.find((one) => values.filter((value) => value === one).length > tools.length / 2); // prettier-ignore
    const isAlone = spellings.filter((one) => one === name.toLowerCase()).length === 1;
    return most !== undefined && isAlone ? [[name, most] as const] : [];
  });
  return Object.fromEntries(common);
}

/** The tool without the headers that the API client sends. */
export function withoutCommon(draft: ToolDraft, common: Headers): ToolDraft {
  const request = obj(draft.tool.request);
  const own = Object.entries(headersOf(draft)).filter(([name, value]) => common[name] !== value);
  const rest = without(request, 'headers');
  return own.length === Object.keys(headersOf(draft)).length
    ? draft
    : {
        ...draft,
        tool: {
          ...draft.tool,
          request: { ...rest, ...(own.length > 0 && { headers: Object.fromEntries(own) }) },
        },
      };
}
