import { truncate } from '../../utils/truncate.js';
import {
  type Message,
  type Model,
  ModelError,
  type ModelEvent,
  type ToolCall,
  type ToolSpec,
  type Wire,
} from '../model.js';
import { parseCallArguments } from '../model-text.js';
import { fitMessages } from './messages.js';
import { fitSchema, renameKeys } from './schema.js';
import type { ServiceRules } from './service.js';

/**
 * Adapts the requests of a model to its service: by the rules of the service, and by earlier
 * refusals. If a refusal names a tool or a member of the request, the request is sent again without
 * it, so that one tool cannot make every message fail. A `note` reports what is omitted.
 */
export function fitToService(wire: Wire, rules: ServiceRules): Model {
  const refusals = new Refusals(rules);
  const model: Model = async function* (request) {
    yield* refusals.notesFor(request.tools);
    for (;;) {
      const { currentRules: current, refusedMembers } = refusals;
      const tools = refusals.accepted(request.tools);
      const fittedTools = tools.map((spec) => fitTool(spec, current));
      const byName = new Map(fittedTools.map((tool) => [tool.spec.name, tool]));
      const messages = fitMessages(request.messages, current, (call) =>
        withArgumentNames(call, byName.get(call.name)?.aliases),
      );
      const body = { ...request, messages, tools: fittedTools.map(({ spec }) => spec) };
      let hasBegun = false;
      try {
        for await (const event of wire({ ...body, refusedMembers, rules: current })) {
          hasBegun = true;
          yield event.type === 'end' ? withServerNames(event, byName) : event;
        }
        return;
      } catch (error) {
        const lesson = hasBegun ? undefined : refusals.learn(error, tools, hasImages(messages));
        if (!lesson) throw error;
        if (lesson.note) yield lesson.note;
      }
    }
  };
  return Object.assign(model, { mostTools: rules.mostTools });
}

interface FittedTool {
  spec: ToolSpec;
  aliases: ReadonlyMap<string, string>;
}

function fitTool({ name, description, schema }: ToolSpec, rules: ServiceRules): FittedTool {
  const { schema: fittedSchema, aliases } = fitSchema(schema, rules);
  const shortDescription = shortenDescription(description, rules.longestDescription);
  return { spec: { name, description: shortDescription, schema: fittedSchema }, aliases };
}

const CUT = ' […]';

/** Truncates a text, at the end of a sentence if possible. */
function shortenDescription(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const start = truncate(text, maxLength - CUT.length);
  const [sentences] = /^[^]*[.!?](?=\s)/.exec(start) ?? [];
  return `${sentences && sentences.length > maxLength / 2 ? sentences : start}${CUT}`;
}

function withArgumentNames(
  call: ToolCall,
  names: ReadonlyMap<string, string> | undefined,
): ToolCall {
  const args = names && names.size > 0 ? parseCallArguments(call.args) : undefined;
  return args && names ? { ...call, args: JSON.stringify(renameKeys(args, names)) } : call;
}

/** Restores the argument names of the tool's server. */
function withServerNames(
  event: Extract<ModelEvent, { type: 'end' }>,
  byName: ReadonlyMap<string, FittedTool>,
): ModelEvent {
  const calls = event.calls.map((call) => {
    const { aliases = new Map<string, string>() } = byName.get(call.name) ?? {};
    return withArgumentNames(
      call,
      new Map(Array.from(aliases, ([original, alias]) => [alias, original])),
    );
  });
  return { ...event, calls };
}

const hasImages = (messages: readonly Message[]): boolean =>
  messages.some(
    ({ role, ...message }) =>
      role === 'tools' && 'results' in message && message.results.some(({ images }) => images),
  );

/** Most remembered refusals; only servers that constantly change their definitions cause more. */
const MAX_REFUSALS = 1_000;
const NO_TOOLS: Note = { type: 'note', text: 'The model takes no tools, so it has none.' };
const NO_IMAGES: Note = { type: 'note', text: 'The model reads no images, so they are left out.' };

const SAYS_NO_TOOLS =
  /\b(?:not|no|n't)\b.{0,40}\bsupport.{0,40}\b(?:tools?|functions?)\b|\btools?\b.{0,30}\bnot supported\b/i;
/** Matches refusals of the conversation or of a call that the model has just made; these also name tools. */
const REFUSES_MESSAGES =
  /thought_signature|\bmessages\b|\btool_(?:calls?|use|results?)\b|failed_generation|did not match schema|attempted to call/i;
/** Matches refusals of schemas, such as of the grammar that llama.cpp makes of all tools. */
const SAYS_BAD_SCHEMA = /\b(?:schema|grammar|pattern|parameters|function declarations?)\b/i;
const SAYS_NO_IMAGES = /image|vision|multi-?modal/i;
const SAYS_NO_SYSTEM = /\bsystem\b.{0,20}\b(?:role|message)|\brole\b.{0,20}\bsystem\b/i;

type Note = Extract<ModelEvent, { type: 'note' }>;

interface RequestChange {
  /** Message to the user. */
  note?: Note;
}

/** Earlier refusals of a service. They hold for all conversations with this model. */
class Refusals {
  readonly refusedMembers = new Set<string>();
  currentRules: ServiceRules;
  /** Reasons of refusal by the definition of the tool: a different definition may be accepted. */
  readonly #reasons = new Map<string, string>();

  constructor(rules: ServiceRules) {
    this.currentRules = rules;
  }

  accepted = (specs: readonly ToolSpec[]): ToolSpec[] =>
    this.refusedMembers.has('tools')
      ? []
      : specs.filter((spec) => this.#reasonOf(spec) === undefined);

  notesFor(specs: readonly ToolSpec[]): Note[] {
    if (this.refusedMembers.has('tools')) return specs.length > 0 ? [NO_TOOLS] : [];
    return specs.flatMap((spec) => {
      const reason = this.#reasonOf(spec);
      return reason === undefined ? [] : [omittedToolNote(spec, reason)];
    });
  }

  /**
   * Returns the change to the request after a refusal; undefined if the same request would be
   * refused again.
   * @param specs tools of the request, in its order
   */
  learn(error: unknown, specs: readonly ToolSpec[], hasImages: boolean): RequestChange | undefined {
    if (!(error instanceof ModelError) || error.fault !== 'rejected') return undefined;
    const { reason } = error;
    if (hasImages && SAYS_NO_IMAGES.test(reason)) {
      this.currentRules = { ...this.currentRules, images: false };
      return { note: NO_IMAGES };
    }
    const isNamed = (name: string) => new RegExp(`\\b${name}\\b`).test(reason);
    const isAccepted = (name: string) => !this.refusedMembers.has(name) && isNamed(name);
    const member = /\bmissing\b/.test(reason)
      ? undefined
      : this.currentRules.optional.find(isAccepted);
    if (member !== undefined) return this.#omit(member);
    if (!this.refusedMembers.has('system') && SAYS_NO_SYSTEM.test(reason))
      return this.#omit('system');
    if (specs.length === 0) return undefined;
    if (REFUSES_MESSAGES.test(reason)) return undefined;
    const refusedTool = findRefusedTool(reason, specs);
    if (refusedTool) {
      if (this.#reasons.size >= MAX_REFUSALS) this.#reasons.clear();
      this.#reasons.set(JSON.stringify(refusedTool), reason);
      return { note: omittedToolNote(refusedTool, reason) };
    }
    if (SAYS_NO_TOOLS.test(reason)) return { ...this.#omit('tools'), note: NO_TOOLS };
    if (this.currentRules.schemas === 'bare' || !SAYS_BAD_SCHEMA.test(reason)) return undefined;
    this.currentRules = { ...this.currentRules, schemas: 'bare' };
    return {};
  }

  #omit(member: string): RequestChange {
    this.refusedMembers.add(member);
    return {};
  }

  #reasonOf = (spec: ToolSpec): string | undefined =>
    this.#reasons.size === 0 ? undefined : this.#reasons.get(JSON.stringify(spec));
}

const omittedToolNote = ({ name }: ToolSpec, reason: string): Note => ({
  type: 'note',
  text: `The model rejected the tool "${name}", which is left out.`,
  reason,
});

/** Finds the tool that a refusal names, such as `tools[3].function`, `tools.3.custom` or `function 'list'`. */
function findRefusedTool(reason: string, specs: readonly ToolSpec[]): ToolSpec | undefined {
  const namedTools = specs
    .filter(({ name }) =>
      new RegExp(`(?:["'\`]|\\b(?:function|tool) )${name}(?![\\w-])`).test(reason),
    )
    .toSorted((a, b) => b.name.length - a.name.length);
  const positions = reason.matchAll(/\b(?:tools|functions|function_?declarations)\W{1,2}(\d+)/gi);
  const [, position] = [...positions].at(-1) ?? [];
  return namedTools[0] ?? (position === undefined ? undefined : specs[Number(position)]);
}
