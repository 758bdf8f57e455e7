import type { Property, ToolDefinition } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import { casesOf, testsIn } from './test-cases.js';

/** Names of all arguments; undefined where there may be others. */
export function argumentsOf({ input }: ToolDefinition): string[] | undefined {
  const { unseen, hidden, changes, properties, additionalProperties, allOf, anyOf, oneOf } =
    input ?? {};
  const isWhole =
    properties && unseen === undefined && hidden?.length === 0 && changes?.length === 0;
  return isWhole && !additionalProperties && !allOf && !anyOf && !oneOf
    ? properties.map(({ name }) => name)
    : undefined;
}

/** The objects under these keys in all cases of the tool, property by property. */
export function givenIn(
  { name: provider, project }: ProviderModel,
  tool: ToolDefinition,
  keys: readonly string[],
): (readonly Property[])[] {
  const { code } = project;
  return testsIn(project.files)
    .filter((each) => each.provider === provider)
    .flatMap(({ call }) => casesOf(call, code))
    .filter((each) => tool.name.is === 'known' && each.key === tool.name.value)
    .flatMap((each) => code.list(each) ?? [each])
    .flatMap((each) => code.object(each)?.properties ?? [])
    .filter((each) => keys.includes(each.key))
    .map((given) => code.object(given)?.properties ?? []);
}
