import { servedDefinitionsOf } from '../../kinds/contract-of.js';
import { DEFAULT_KIND } from '../../model/kind.js';
import type { LocatedExpression, PartDefinition, Provider } from '../../model/project.js';
import type { ReportFinding, Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';
import {
  casesIn,
  keyPlace,
  type ProviderTest,
  providerTests,
} from '../../project/provider-tests.js';

const TEST = 'tests/weather.test.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const CASE = "{ arguments: { place: 'Lyon' } }";

export default {
  severity: 'error',
  summary: 'Every tool has a test case, and every test case is of a tool that exists.',
  why: 'The generated tests fail, and clients call a tool that has never run.',
  source: { text: '"Tests" in the README.' },
  limits:
    'A provider whose test states its cases with a function or computed keys may have more cases, and one with tools whose names are no constants more tools: nothing is reported of what may be among these.',
  project(project, report) {
    const tests = providerTests(project);
    // A test of a provider whose name is not a constant may be about any provider.
    if (tests.some(({ provider }) => provider === undefined)) return;
    const testsByProvider = new Map<string | undefined, ProviderTest[]>();
    for (const test of tests) {
      const others = testsByProvider.get(test.provider);
      if (others) others.push(test);
      else testsByProvider.set(test.provider, [test]);
    }
    for (const provider of project.providers) {
      const testsOfProvider = testsByProvider.get(provider.name);
      if (!testsOfProvider) continue;
      for (const kind of KINDS) reportDifferences(provider, kind, testsOfProvider, report);
    }
  },
  examples: {
    pass: [
      {
        [TEST]: [
          "testProvider(providers, 'weather', { signIn: bearer, tools: { get_forecast: {} } }",
          "const reading = { get_forecast: [{ title: 'a city' }] };\nconst fixture = { signIn: bearer, tools: { ...reading } };\ntestProvider(providers, 'weather', fixture",
        ],
      },
      { [TEST]: ['{ get_forecast: {} }', "casesOf('weather')"] },
      {
        [TEST]: ['{ get_forecast: {} }', '{ get_forecast: {}, get_alert: {} }'],
        ...alerts('NAME'),
      },
    ],
    fail: [
      [
        {
          [TEST]: ['get_forecast: {} ', ''],
          [TOOL]: ["name: 'get_forecast'", "name: ‹'get_forecast'›"],
        },
        'The tool "get_forecast" has no test case.',
      ],
      [
        { [TEST]: ['get_forecast: {}', `get_forecast: {}, ‹get_alert›: ${CASE}`] },
        'There is no tool "get_alert", but a test case of it.',
      ],
      [
        {
          [TEST]: ['get_forecast: {}', '‹get_forecast›: {}'],
          [TOOL]: ["name: 'get_forecast'", "name: ‹'find_forecast'›"],
        },
        'The tool "find_forecast" has no test case.',
        'There is no tool "get_forecast", but a test case of it.',
      ],
    ],
  },
} satisfies Rule;

const KINDS = ['tool', 'resource', 'prompt'] as const;

/** Returns a further tool whose name is not a constant. */
function alerts(name: string) {
  return {
    'src/providers/weather/tools/alerts.ts': `import { tool } from '../mcp-instance.js';\n\nfor (const ${name} of names()) tool({ name: ${name} });\n`,
    'src/providers/weather/index.ts': [
      "import './tools",
      "import './tools/alerts.js';\nimport './tools",
    ],
  } as const;
}

function reportDifferences(
  provider: Provider,
  kind: PartDefinition['kind'],
  tests: readonly ProviderTest[],
  report: ReportFinding,
): void {
  const { definitions, entry, name: providerName, project } = provider;
  const definitionsOfKind = definitions.filter((definition) => definition.kind === kind);
  const servedDefinitions = servedDefinitionsOf(provider);
  const names = [...definitionsOfKind, ...servedDefinitions[`${kind}s`]].map(({ name }) => name);
  const sections = tests.map(({ fixture }) => casesIn(project, fixture, `${kind}s`));
  const cases = new Map<string, LocatedExpression>(sections.flatMap(({ byName }) => [...byName]));

  const isExact =
    !names.includes(undefined) && !servedDefinitions.isInvalid && !isPassedOn(provider, kind);
  const casesWithoutPart = isExact ? [...cases].filter(([name]) => !names.includes(name)) : [];
  // Tests of other kinds of providers do not list every resource and prompt.
  const isListed = kind === 'tool' || (entry?.text('kind') ?? DEFAULT_KIND) === DEFAULT_KIND;
  const untestedDefinitions =
    isListed && sections.every(({ isComplete }) => isComplete)
      ? definitionsOfKind.filter(
          ({ name = '', call }) => call.enclosingNames.length === 0 && !cases.has(name),
        )
      : [];
  const likelyRename = (name: string, otherNames: readonly string[]) =>
    casesWithoutPart.length === 1 && untestedDefinitions.length === 1
      ? otherNames[0]
      : nearestOf(name, otherNames);

  const newNames = untestedDefinitions.flatMap(({ name }) => name ?? []);
  const oldNames = casesWithoutPart.map(([name]) => name);
  for (const { name, options, call } of untestedDefinitions) {
    if (name === undefined) continue;
    const old = likelyRename(name, oldNames);
    report(
      options.members.get('name')?.range ?? call.range,
      `The ${kind} "${name}" has no test case.`,
      old === undefined
        ? `Add a case to "${kind}s" in "tests/${providerName}.test.ts".`
        : `Did you mean "${old}", of which there is a case? Rename the case or the ${kind}.`,
    );
  }
  for (const [name, { expression }] of casesWithoutPart) {
    const newName = likelyRename(name, newNames);
    report(
      keyPlace(name, expression),
      `There is no ${kind} "${name}", but a test case of it.`,
      newName === undefined
        ? `Delete the case, or restore the ${kind}.`
        : `Did you mean "${newName}"? Rename the case, also in README.md and "tests/${providerName}.tools.txt".`,
    );
  }
}

/** Returns whether a function gets `tool` itself, as in `list.forEach(tool)`, so that it may define any tool. */
const isPassedOn = ({ modules }: Provider, kind: PartDefinition['kind']): boolean =>
  modules
    .filter(({ text }) => new RegExp(`\\([^(){}]*\\b${kind}\\s*[,)]`).test(text))
    .some(({ calls }) => calls.some((call) => call.arguments.some(({ name }) => name === kind)));
