import type { Known, ToolDefinition } from '../../model/code.js';
import { argumentsOf, givenIn } from '../contract/parts/tested-arguments.js';
import { defineRule } from '../define.js';

export default defineRule({
  severity: 'warning',
  summary: 'The tests of a tool pass only arguments that its input schema has.',
  why: 'The tool never receives the argument, so the test of the request fails or proves nothing.',
  limits: 'Checked are "arguments" in the cases of testProvider.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    for (const tool of provider.tools) {
      const names = argumentsOf(tool);
      if (!names || isTwice(tool, provider.tools)) continue;
      for (const given of givenIn(provider, tool, ['arguments'])) {
        const unknown = given.filter(({ key }) => !names.includes(key));
        const open = names.filter((name) => !given.some(({ key }) => key === name));
        const [meant, another] = open;
        const isSure =
          unknown.length === 1 &&
          meant !== undefined &&
          another === undefined &&
          tool.input?.properties?.some(({ name, optional }) => name === meant && !optional);
        for (const { key, at } of unknown) {
          const renamed = [given, ...givenIn(provider, tool, ['invalid'])]
            .flat()
            .filter((each) => each.key === key);
          report({
            at,
            message: `The tool has no argument "${key}".`,
            hint: isSure ? `Write "${meant}".` : 'Write the name of an argument, or remove it.',
            ...(isSure &&
              renamed.every((each) => each.value.start > each.at.end) &&
              /^[A-Za-z_$][\w$]*$/.test(meant) && {
                fix: renamed.map((each) => ({ at: each.at, text: meant })),
              }),
          });
        }
      }
    }
  },
});

/** "contract/duplicate-name" reports it: the tests are those of one of the two. */
const isTwice = ({ name }: ToolDefinition, tools: readonly ToolDefinition[]) =>
  tools.filter((each) => known(each.name) === known(name)).length > 1;

const known = (name: Known<string>) => (name.is === 'known' ? name.value : undefined);
