import { kindOf } from './body.js';
import { settled } from '../schema/definitions.js';
import {
  obj,
  text,
  type Obj,
  type Operation,
  type ResponseBinding,
  type Schema,
} from '../model.js';
import { resolved } from '../document/references.js';
import { convert } from '../schema/convert.js';

export type OutputMode = 'none' | 'loose' | 'exact';

export interface ToolResponse {
  outputSchema?: Schema;
  resultKey?: string;
  response?: ResponseBinding;
  /** For the pagination. */
  schema: Obj;
  headers: Obj;
}

/** The response of the lowest 2xx status with JSON, else text, else binary, else nothing. */
export function responseOf(
  operation: Operation,
  document: Obj,
  mode: OutputMode,
  most: number,
  lost: (kind: string, detail: string) => void,
): ToolResponse {
  const good = Object.entries(operation.responses)
    .filter(([code]) => /^2(\d\d|XX)$/i.test(code))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, value]) => ({ code, response: obj(value) }));
  // Documents often describe for HEAD what GET responds with.
  const withBody = good.filter(
    ({ response }) => operation.method !== 'HEAD' && Object.keys(obj(response.content)).length > 0,
  );
  const typed = withBody.flatMap(({ code, response }) =>
    Object.entries(obj(response.content)).map(([type, media]) => ({
      code,
      response,
      type,
      media: obj(media),
      kind: kindOf(type),
    })),
  );
  if (typed.length === 0) {
    if (good.length === 0 && isDownload(operation))
      return { schema: {}, headers: {}, response: { as: 'binary', download: true } };
    if (good.length === 0 && Object.keys(operation.responses).length > 0)
      lost('response', 'No successful response is described.');
    return { schema: {}, headers: obj(good[0]?.response.headers) };
  }
  const chosen =
    typed.find((one) => one.kind === 'json') ??
    typed.find((one) => one.kind === 'text') ??
    typed[0];
  if (!chosen) return { schema: {}, headers: {} };
  if (good.length > 1)
    lost(
      'other-responses',
      `${good
        .filter((one) => one.code !== chosen.code)
        .map((one) => one.code)
        .join(', ')} are ignored; the result is that of ${chosen.code}.`,
    );
  const headers = obj(chosen.response.headers);
  if (chosen.media.itemSchema !== undefined)
    lost(
      'stream',
      'The response is a stream: the result is its whole text, after the stream has ended.',
    );
  if (chosen.kind !== 'json') {
    const as = chosen.kind === 'text' || chosen.kind === 'form' ? 'text' : 'binary';
    const contentType = chosen.type.includes('*') ? undefined : chosen.type;
    return {
      schema: {},
      headers,
      response: { as, ...(contentType !== undefined && { contentType }) },
    };
  }
  const schema = obj(resolved(document, chosen.media.schema));
  const special =
    text(chosen.type)?.split(';')[0] === 'application/json' || chosen.type.includes('*')
      ? undefined
      : chosen.type;
  const base: ToolResponse = {
    schema,
    headers,
    ...(special !== undefined && { response: { contentType: special } }),
  };
  if (mode === 'none' || Object.keys(schema).length === 0)
    return { ...base, ...(schema.type === 'array' && { resultKey: 'items' }) };
  const whole =
    mode === 'exact'
      ? settled(
          convert(chosen.media.schema, {
            document,
            io: 'output',
            keepNull: true,
            loose: false,
            descriptions: 120,
            lost,
          }),
        )
      : fitting(chosen.media.schema, document, most, lost);
  const { $defs, ...root } = whole;
  if (
    Object.keys(whole).every((one) => one === 'type' || one === 'description') &&
    ![root.type].flat().includes('array')
  )
    return base;
  const isObject =
    [root.type].flat().includes('object') && root.anyOf === undefined && root.oneOf === undefined;
  if (isObject) return { ...base, outputSchema: { ...whole, type: 'object' } };
  const key = [root.type].flat().includes('array') ? 'items' : 'value';
  return {
    ...base,
    resultKey: key,
    outputSchema: {
      type: 'object',
      properties: { [key]: key === 'items' ? { ...root, type: 'array' } : root },
      ...(mode === 'exact' && { required: [key] }),
      ...($defs !== undefined && { $defs }),
    },
  };
}

/** Its success is a redirect to a file, such as an archive. */
const isDownload = ({ method, responses }: Operation): boolean =>
  method === 'GET' && Object.keys(responses).some((code) => /^30[12378]$/.test(code));

/** As deep as `most` characters allow. Accepts every response of the API. */
function fitting(
  schema: unknown,
  document: Obj,
  most: number,
  lost: (kind: string, detail: string) => void,
): Schema {
  let best: Schema | undefined;
  let losses: [string, string][] = [
    ['depth', 'The result schema is too large: it has only the type.'],
  ];
  for (let depth = 0; depth <= 8; depth++) {
    const found: [string, string][] = [];
    const next = convert(schema, {
      document,
      io: 'output',
      keepNull: true,
      loose: true,
      descriptions: depth < 2 ? 80 : 60,
      depth,
      lost: (kind, detail) => found.push([kind, detail]),
    });
    if (JSON.stringify(next).length > most) break;
    const done = !found.some(([kind]) => kind === 'depth');
    best = next;
    losses = found;
    if (done) break;
  }
  for (const [kind, detail] of new Map(losses.map((one) => [one.join(), one])).values())
    lost(`output-${kind}`, detail);
  return best ?? {};
}
