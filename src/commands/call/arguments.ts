import type { Tool } from '@modelcontextprotocol/client';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import {
  invalidArgument,
  missingArguments,
  notJsonObject,
  notNameAndValue,
  unknownArgument,
} from '../../model/errors/call.js';
import { defineMember, type Json, type JsonObject, parseJson } from '../../model/json.js';
import type { Questions } from '../../model/questions.js';
import {
  allowsOtherProperties,
  askForFields,
  formField,
  formFields,
  readField,
} from '../../session/form.js';

/**
 * Returns the arguments on a command line, parsed with the types of the tool's input schema.
 * @throws CliError `call/…`
 */
export function parseArguments(
  { name: tool, inputSchema }: Tool,
  pairs: readonly string[],
  allArgumentsText: string | undefined,
): JsonObject {
  const schema = inputSchema as Json; // has been parsed from JSON
  const fields = formFields(schema);
  const values = parseObject(allArgumentsText);
  const names = fields.map(({ name }) => name);
  for (const name of Object.keys(values)) requireKnown(name);
  const statedNames = new Set<string>();
  for (const pair of pairs) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || text === undefined) throw notNameAndValue(pair);
    requireKnown(name);
    if (statedNames.has(name))
      throw invalidArgument(name, 'It is stated twice. State a list as JSON: ["a","b"].');
    statedNames.add(name);
    const field = fields.find((candidate) => candidate.name === name) ?? formField(name, {}, false);
    const fieldValue = readField(field, text);
    if ('problem' in fieldValue) throw invalidArgument(name, fieldValue.problem);
    defineMember(values, name, fieldValue.value);
  }
  return values;

  function requireKnown(name: string): void {
    if (!names.includes(name) && !allowsOtherProperties(schema))
      throw unknownArgument(tool, name, names);
  }
}

/**
 * Returns the arguments, completed by the user's answers for missing ones.
 * @throws CliError `call/missing-argument` if no questions are possible
 */
export async function completeArguments(
  { name: tool, inputSchema }: Tool,
  statedArguments: JsonObject,
  questions: (() => Promise<Questions>) | undefined,
): Promise<JsonObject> {
  const openFields = formFields(inputSchema as Json).filter(
    ({ name }) => !Object.hasOwn(statedArguments, name),
  );
  const missingNames = openFields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  if (missingNames.length === 0) return statedArguments;
  if (!questions) throw missingArguments(tool, missingNames);
  return { ...statedArguments, ...(await askForFields(openFields, await questions())) };
}

function parseObject(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  const value = parseJson(text) as Json | undefined;
  if (!isObject(value)) throw notJsonObject();
  return value;
}
