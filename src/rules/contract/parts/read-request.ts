import { methodsWithoutBody } from '../../../model/http.js';
import type { LocatedFunction, ToolDefinition } from '../../../model/code.js';
import type { CallValue, ObjectValue, SpreadValue, Value } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';
import type { ParameterSpec, PartSpec, RequestSpec } from '../../../kinds/api/spec.js';
import { argumentsOf } from './tested-arguments.js';

/** One value of a request: an argument or what is always the same. */
type Part = Pick<PartSpec, 'argument' | 'constant'>;

const KEYS = ['method', 'path', 'query', 'body'];
const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The request of a tool whose function does nothing else: it sends its arguments as they are, and returns the body of
 * the response. Undefined for all other functions.
 */
export function requestOf(
  tool: ToolDefinition,
  { project: { code } }: ProviderModel,
): RequestSpec | undefined {
  const { run } = tool;
  const names = argumentsOf(tool);
  if (!run || !names) return undefined;
  const { file, function: made } = run;
  const [call, another] = file.facts.calls.filter(
    (each) => file.facts.functions[each.within] === made && !isPathTag(each),
  );
  const [given, , more] = call?.arguments ?? [];
  const isChanged = file.facts.assignments.some(
    (each) => file.facts.functions[each.within] === made,
  );
  if (!call || another || more || given?.is !== 'object' || isChanged) return undefined;
  const callee = { file, value: call.callee };
  const { value: client } = code.resolve(callee);
  // Its options, such as fixed headers, change the request.
  const isPlain = client.is === 'call' && client.arguments.length === 2;
  if (!isPlain || !code.runtime(callee)?.sends) return undefined;
  const { returned } = new Reading(run, call);
  const entries = entriesOf(given);
  if (returned === undefined || entries?.some(([key]) => !KEYS.includes(key))) return undefined;
  const request = Object.fromEntries(entries ?? []);
  const { method, path } = request;
  if (method?.is !== 'string' || !METHODS.includes(method.value) || !path) return undefined;
  const reading = new Reading(run, call);
  const template = reading.template(path);
  const query = request.query ? reading.parts(request.query) : {};
  const body = request.body ? reading.parts(request.body) : {};
  if (template === undefined || !query || !body) return undefined;
  const { used, rest } = reading;
  const others = names.filter((name) => !used.has(name));
  const isOpen = rest !== undefined && (rest === request.query || rest === restOf(request.body));
  if (others.length > 0 && !isOpen) return undefined;
  const hasBody = !methodsWithoutBody.some((each) => each === method.value);
  if (!hasBody && request.body) return undefined;
  const parameters = Object.entries(query).map(
    ([name, part]) => ({ in: 'query', name, ...part }) as ParameterSpec,
  );
  return {
    method: method.value as RequestSpec['method'],
    path: template,
    ...(parameters.length > 0 && { parameters }),
    ...(rest !== undefined && rest === request.query && hasBody && { query: others }),
    ...(request.body && { body: { properties: body } }),
    ...(returned !== '' && { resultKey: returned }),
  };
}

/** path`/rooms/${room_id}` */
const isPathTag = ({ callee, arguments: [text] }: CallValue): boolean =>
  callee.is === 'name' && callee.name === 'path' && text?.is === 'template';

const restOf = (body: Value | undefined): Value | undefined =>
  body?.is === 'object' ? body.entries.find(isSpread)?.value : body;

const isSpread = (each: ObjectValue['entries'][number]): each is SpreadValue =>
  each.is === 'spread';

/** Undefined where some are computed, or spread. */
function entriesOf({ entries }: ObjectValue): (readonly [string, Value])[] | undefined {
  return entries.some((each) => each.is === 'spread' || each.key === '*')
    ? undefined
    : entries.flatMap((each) => (each.is === 'spread' ? [] : [[each.key, each.value] as const]));
}

class Reading {
  readonly used = new Set<string>();
  /** Where all other arguments go. */
  rest: Value | undefined;

  constructor(
    readonly run: LocatedFunction,
    readonly call: CallValue,
  ) {}

  /** The key under which the body of the response is returned; `''` where it is returned itself. */
  get returned(): string | undefined {
    const [value, another] = this.run.function.returned;
    if (!value || another) return undefined;
    if (this.#isBody(value)) return '';
    const [only, more] = (value.is === 'object' && entriesOf(value)) || [];
    return only && !more && this.#isBody(only[1]) ? only[0] : undefined;
  }

  /** `/rooms/{room_id}` of path`/rooms/${room_id}` */
  template(path: Value): string | undefined {
    if (path.is === 'string') return path.value;
    const text = path.is === 'call' && isPathTag(path) ? path.arguments[0] : undefined;
    if (text?.is !== 'template') return undefined;
    const names = text.values.map((value) => this.#argument(value));
    if (names.some((each) => each === undefined || each === '...')) return undefined;
    return text.chunks.reduce((before, chunk, index) => `${before}{${names[index - 1]}}${chunk}`);
  }

  /** By name in the request; undefined where one is something else. */
  parts(value: Value): Record<string, Part> | undefined {
    if (this.#isRest(value)) return {};
    if (value.is !== 'object') return undefined;
    const found: Record<string, Part> = {};
    for (const each of value.entries) {
      if (each.is === 'spread') {
        if (!this.#isRest(each.value)) return undefined;
        continue;
      }
      const argument = this.#argument(each.value);
      const fixed = each.value.is === 'string' || each.value.is === 'literal';
      if (each.key === '*' || argument === '...' || !(argument !== undefined || fixed))
        return undefined;
      found[each.key] =
        argument !== undefined
          ? { argument }
          : { constant: 'value' in each.value ? each.value.value : undefined };
    }
    return found;
  }

  #isRest(value: Value): boolean {
    const isRest = this.#argument(value) === '...';
    if (isRest) this.rest = value;
    return isRest;
  }

  /** The argument that a name was taken out of the first parameter for, without a default. */
  #argument(value: Value): string | undefined {
    const { facts } = this.run.file;
    const declared = value.is === 'name' ? facts.declarations[value.declaration] : undefined;
    const [key, inner] = declared?.path ?? [];
    const isOwn =
      declared?.parameter === 0 && facts.functions[declared.within] === this.run.function;
    if (!isOwn || inner !== undefined || declared.init || declared.fallback) return undefined;
    // The parameter itself holds all arguments.
    if (key === undefined) return '...';
    if (key !== '...') this.used.add(key);
    return key;
  }

  #isBody(value: Value): boolean {
    if (value.is !== 'member' || value.name !== 'body') return false;
    const { object } = value;
    const declared =
      object.is === 'name' ? this.run.file.facts.declarations[object.declaration] : undefined;
    const sent = object.is === 'name' ? declared?.init : object;
    const awaited =
      sent?.is === 'compound' && sent.operator === 'await' ? sent.parts[0] : undefined;
    return (
      awaited === this.call && declared?.reassigned !== true && (declared?.path.length ?? 0) === 0
    );
  }
}
