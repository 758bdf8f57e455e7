import type { Definition, Property } from '../../../model/code.js';
import { ownValue } from '../../../model/json-schema/subschemas.js';
import type { ProviderModel } from '../../../model/project.js';
import { casesOf, testsIn } from './test-cases.js';

/** Keys of tools in the MCP SDK and in FastMCP, Mastra and the AI SDK, by what this runtime calls them. */
const NAMES: Readonly<Record<string, string>> = {
  id: 'name',
  inputSchema: 'input',
  parameters: 'input',
  outputSchema: 'output',
  handler: 'run',
  execute: 'run',
  _meta: 'meta',
};

/** What else people and other test runners call the keys of a case of `testProvider`. */
const CASE_NAMES: Readonly<Record<string, string>> = {
  args: 'arguments',
  input: 'arguments',
  params: 'arguments',
  parameters: 'arguments',
  expected: 'result',
  expect: 'result',
  output: 'result',
  expectedRequest: 'request',
  reply: 'response',
  mock: 'response',
};

/** A key of a tool that the runtime ignores, and the one that it reads in its place. */
export interface MeantKey {
  written: Property;
  meant: string;
}

/** Keys of other libraries in a tool of a provider; a function of the project between them may read such keys itself. */
export function meantKeys({ object, registrar, property }: Definition): MeantKey[] {
  if (!object || object.partial || registrar.is !== 'provider') return [];
  return object.properties.flatMap((written) => {
    const meant = ownValue(NAMES, written.key);
    return meant !== undefined && !property(meant) ? [{ written, meant }] : [];
  });
}

/** The same in the cases of the tools of a provider, case by case. */
export function meantCaseKeys({ name, project: { code, files } }: ProviderModel): MeantKey[][] {
  return testsIn(files)
    .filter(({ provider }) => provider === name)
    .flatMap(({ call }) => casesOf(call, code))
    .flatMap((each) => code.list(each) ?? [each])
    .map((each) => {
      const { properties, partial } = code.object(each) ?? { properties: [], partial: true };
      return properties.flatMap((written) => {
        const meant = ownValue(CASE_NAMES, written.key);
        const isSet = partial || properties.some(({ key }) => key === meant);
        return meant === undefined || isSet ? [] : [{ written, meant }];
      });
    });
}
