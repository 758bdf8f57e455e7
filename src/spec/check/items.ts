import type { ResourceSpec, ToolSpec } from '../../model/spec.js';
import { kebabCase } from '../../model/names.js';
import { quote } from '../sentence.js';
import { checkTool, type ItemsHome } from './tool.js';
import { collisions } from './collisions.js';
import type { WrittenPrompt } from '../defaults.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { placeholders } from '../../model/placeholders.js';
import { didYouMean } from '../../model/nearest.js';
import { itemNameRule, uriRule } from '../rules.js';

interface Items {
  tools: ToolSpec;
  resources: ResourceSpec;
  prompts: WrittenPrompt;
}

/** The tools, resources and prompts of a document whose shape has been looked at; items of a wrong shape are passed over. */
export function checkItems(document: Record<string, unknown>, home: ItemsHome, report: Report) {
  const tools = soundItems('tools');
  const resources = soundItems('resources');
  const prompts = soundItems('prompts');
  for (const { item, path } of tools) checkTool(item, home, path, report);
  for (const { item, path } of resources) checkResource(item, home, path, report);
  for (const { item, path } of prompts) checkPrompt(item, path, report);
  checkNames(tools, report);
  checkNames(resources, report);
  checkNames(prompts, report);
  checkReaders(tools, resources, report);
  checkUris(resources, report);

  function soundItems<Key extends keyof Items>(key: Key): { item: Items[Key]; path: SpecPath }[] {
    const items: unknown[] = Array.isArray(document[key]) ? document[key] : [];
    return items.flatMap((item, i) =>
      // An item whose shape is sound is what its schema says.
      report.isSound([key, i]) ? [{ item: item as Items[Key], path: [key, i] }] : [],
    );
  }
}

function checkNames(items: readonly { item: { name: string }; path: SpecPath }[], report: Report) {
  const names = items.map(({ item }) => item.name);
  for (const { second, says } of collisions(names)) {
    report.error(
      [...(items[second]?.path ?? []), 'name'],
      `${JSON.stringify(names[second])} ${says}`,
    );
  }
}

/** The function of a resource is in `api/read-<name>.ts`, beside those of the tools. */
function checkReaders(
  tools: readonly { item: ToolSpec }[],
  resources: readonly { item: ResourceSpec; path: SpecPath }[],
  report: Report,
) {
  const files = new Map(tools.map(({ item }) => [kebabCase(item.name), item.name]));
  for (const { item, path } of resources) {
    const file = `read-${kebabCase(item.name)}`;
    const tool = files.get(file);
    report.error(
      [...path, 'name'],
      tool &&
        `${quote(item.name)} collides with the tool ${quote(tool)}: both become the file ${quote(`api/${file}.ts`)}`,
    );
  }
}

function checkUris(resources: readonly { item: ResourceSpec; path: SpecPath }[], report: Report) {
  const taken = new Set<string>();
  for (const { item, path } of resources) {
    if (taken.has(item.uri)) report.error([...path, 'uri'], 'is used twice');
    taken.add(item.uri);
  }
}

/** A `{name}` that is no argument stays in the message as it is: texts may be about code. */
function checkPrompt(prompt: WrittenPrompt, path: SpecPath, report: Report) {
  report.error([...path, 'name'], itemNameRule(prompt.name));
  const names = (prompt.arguments ?? []).map(({ name }) => name);
  const used = placeholders(prompt.text);
  for (const [i, name] of names.entries()) {
    const here = [...path, 'arguments', i, 'name'];
    if (names.indexOf(name) < i) {
      report.error(here, `repeats the argument ${quote(name)}`);
    } else if (name in {}) {
      report.error(here, `is ${quote(name)}, which every object has; choose another name`);
    } else if (!used.includes(name)) {
      report.warn(here, `is ${quote(name)}, which the text does not use`);
    }
  }
  for (const name of new Set(used)) {
    if (names.includes(name)) continue;
    const near = didYouMean(name, names);
    report.warn(
      [...path, 'text'],
      `holds "{${name}}", which is not an argument and is kept as text${near}`,
    );
  }
}

function checkResource(
  resource: ResourceSpec,
  { kind, settings }: ItemsHome,
  path: SpecPath,
  report: Report,
) {
  report.error([...path, 'name'], itemNameRule(resource.name));
  report.error([...path, 'uri'], uriRule(resource.uri));
  kind.spec.resource?.check(resource, path, report, settings);
}
