import { capitalize } from '../../model/names.js';
import { argumentNames } from '../argument-names.js';
import type { BodyBinding, Operation, PartBinding, RequestSpec, Schema } from '../model.js';
import { chooseBody, type ChosenBody, USUAL_MEDIA_TYPES } from './body.js';
import { inputSchema } from './input-schema.js';
import {
  type Argument,
  argumentPath,
  type LossReporter,
  parameterBinding,
  type ParameterOptions,
  parameterSlots,
  type Slot,
} from './parameters.js';

interface RequestBinding {
  inputSchema: Schema;
  request: RequestSpec;
}

/** Returns the request of an operation and the schema of its arguments. @throws NotSupportedError */
export function bindOperation(operation: Operation, options: ParameterOptions): RequestBinding {
  const { document, lost: reportLoss } = options;
  const { method } = operation;
  const { slots, headers, constants, idempotencyKey } = parameterSlots(operation, options);
  const body = chooseBody(operation, options, slots);
  const args = nameArguments(slots);
  for (const { place, wire, argument } of args) {
    if (isRenamed(wire, argument) && place !== 'body')
      reportLoss(
        'renamed',
        `${place === 'whole' ? 'The body' : `${capitalize(place)} parameter "${wire}"`} is the argument "${argument}".`,
      );
  }
  const parameters = [
    ...constants,
    ...args.flatMap((argument) => parameterBinding(argument, document, reportLoss) ?? []),
  ];
  const leastFieldsNote = minPropertiesSentence(args, body?.least ?? 0);
  if (leastFieldsNote !== undefined) reportLoss('body-constraint', leastFieldsNote);
  const bodyBinding = body && bodyBindingOf(body, args, reportLoss);
  const request: RequestSpec = {
    method,
    path: argumentPath(operation.path, args),
    ...(parameters.length > 0 && { parameters }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(bodyBinding && Object.keys(bodyBinding).length > 0 && { body: bodyBinding }),
  };
  const keepNull = body?.as === 'json';
  return { inputSchema: inputSchema(args, { keepNull, document, lost: reportLoss }), request };
}

/**
 * Returns a sentence about how many optional arguments a body with a minimum number of properties
 * needs; undefined if it needs none.
 */
function minPropertiesSentence(args: readonly Argument[], properties: number): string | undefined {
  const fields = args.filter(({ place }) => place === 'body');
  const optional = fields.filter(({ isRequired }) => !isRequired).map(({ argument }) => argument);
  const leastOptional = properties - (fields.length - optional.length);
  if (leastOptional <= 0 || optional.length === 0) return undefined;
  const names = optional.slice(0, MAX_NAMES).map((name) => `\`${name}\``);
  const end = optional.length > MAX_NAMES ? ', …' : '.';
  return `At least ${leastOptional === 1 ? 'one' : leastOptional} of ${names.join(', ')}${end}`;
}

const MAX_NAMES = 6;

/** Returns whether the names differ in more than spelling: `Page-Size` and `page_size` have the same words. */
const isRenamed = (wire: string, argument: string): boolean =>
  wire.replaceAll(/[-.]/g, '_').toLowerCase() !== argument.toLowerCase();

function nameArguments(slots: readonly Slot[]): Argument[] {
  const names = argumentNames(slots);
  const args = slots.map((slot, index) => ({ ...slot, argument: names[index] ?? slot.wire }));
  const files = args.filter(({ isFile }) => isFile);
  const fileParameters = files.map(({ argument }) => ({ place: 'file', wire: `${argument}_name` }));
  const fileNames = argumentNames(fileParameters, names);
  return args.map((argument) => {
    const fileName = fileNames[files.indexOf(argument)];
    return fileName === undefined ? argument : { ...argument, fileName };
  });
}

function bodyBindingOf(
  { as, contentType }: ChosenBody,
  args: readonly Argument[],
  reportLoss: LossReporter,
): BodyBinding {
  const properties = new Map<string, PartBinding>();
  for (const { place, wire, argument, fileName, part } of args) {
    if (place !== 'body') continue;
    if (isRenamed(wire, argument))
      reportLoss('renamed', `Body property "${wire}" is the argument "${argument}".`);
    const file = fileName === undefined ? {} : { file: fileName };
    properties.set(wire, { argument, ...file, ...part });
  }
  const wholeBody = args.find(({ place }) => place === 'whole');
  return {
    ...(as !== 'json' && { as }),
    ...(contentType !== USUAL_MEDIA_TYPES[as] && { contentType }),
    ...(wholeBody && { argument: wholeBody.argument }),
    ...(properties.size > 0 && { properties: Object.fromEntries(properties) }),
  };
}
