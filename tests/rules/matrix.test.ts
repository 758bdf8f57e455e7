import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthSpec, ProjectSpec, ProviderSpec, StoreKind } from '../../src/model/spec.js';
import { stylesOf } from '../../src/model/catalog.js';
import { presets } from '../../src/presets/register.gen.js';
import { renderProject } from '../../src/render/project.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { catalog } from '../../src/commands/catalog.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { checkProvider } from '../../src/spec/check.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { projectOf } from '../project/disk.js';
import { KEYS, providerSpecs } from '../spec/arbitrary.js';
import { combinations } from './combinations.js';
import { tamed } from './tamed.js';

async function complaints(
  project: Omit<ProjectSpec, 'name' | 'packageManager'>,
): Promise<string[]> {
  const spec: ProjectSpec = { name: 'matrix', packageManager: 'npm', ...project };
  const texts = renderProject(spec).map(({ path, text }) => [path, text] as const);
  const { findings, failures } = run(await projectOf(Object.fromEntries(texts)), rules);
  return [
    ...failures.map(({ rule, error }) => `${rule} broke: ${error}`),
    ...findings.map(
      ({ rule, file, region, message }) => `${rule} ${file}:${region.startLine} ${message}`,
    ),
  ];
}

/** With pages, resources and prompts, with other pages, and with tools alone. */
const [issues, chat, weather] = (await Promise.all(
  ['issues', 'chat', 'weather'].map(async (name) => {
    const golden = goldenProjects.find((each) => each.name === name)!;
    return (await projectSpec(golden)).providers[0]!;
  }),
)) as [ProviderSpec, ProviderSpec, ProviderSpec];

/** As the reader of specs completes it, with what a preset brings. */
function signedIn(provider: ProviderSpec, auth: AuthSpec): ProviderSpec {
  const asked = { ...provider, auth };
  return checkProvider(asked, catalog).spec;
}

const samples = Object.values(stylesOf(catalog.kinds.api!, authStyles)).map(({ sample }) => sample);
const auths: readonly AuthSpec[] = [
  ...samples,
  { style: 'api-key', in: 'query', name: 'key' },
  { style: 'api-key', in: 'cookie', name: 'session' },
  { style: 'api-key', in: 'header', name: 'Authorization', prefix: 'Token ' },
  KEYS,
];
const stores: readonly (StoreKind | undefined)[] = [undefined, 'redis', 'postgres'];
const seams = (['v2', 'v1'] as const).flatMap((sdk) => stores.map((store) => ({ sdk, store })));

describe.each(auths.map((auth) => ({ words: JSON.stringify(auth), auth })))(
  '$words',
  ({ auth }) => {
    it.each(seams)('is clean with SDK $sdk and store $store', async ({ sdk, store }) => {
      const [one, other] = sdk === 'v2' ? [issues, weather] : [chat, issues];
      const both = store === 'redis' ? [signedIn(one, auth), other] : [signedIn(one, auth)];
      expect(await complaints({ sdk, providers: both, ...(store && { store }) })).toEqual([]);
    });
  },
);

it.each(combinations(catalog))('$words is clean', async ({ spec }) => {
  expect(await complaints({ sdk: 'v2', providers: [spec] })).toEqual([]);
});

it.each(Object.entries(presets))(
  'is clean with the preset %s',
  async (preset, { exampleScopes }) => {
    const auth = { style: 'oauth2', preset, scopes: [...exampleScopes] };
    expect(await complaints({ sdk: 'v2', providers: [signedIn(chat, auth)] })).toEqual([]);
  },
);

it('is clean with a provider of each style', async () => {
  const providers = samples.map((auth, index) =>
    signedIn({ ...weather, name: `weather_${index}` }, auth),
  );
  expect(await complaints({ sdk: 'v2', providers })).toEqual([]);
});

/** What is said about a spec's own words, and would be said of the same words written by hand. */
const ABOUT_THE_SPEC: ReadonlySet<string> = new Set([
  'contract/unfinished-function', // no "request"
  'protocol/altered-name', // not in snake_case
  'protocol/altered-schema', // null, unions and constants among the arguments
  'protocol/false-annotation', // a DELETE with "readOnlyHint"
  'protocol/long-description',
  'protocol/missing-annotations',
  'protocol/parameter-description',
  'protocol/refused-schema', // names of properties
  'protocol/tool-size',
  'security/identity-argument',
  'security/invisible-text',
  'security/secret-argument',
]);

describe('any spec', () => {
  it('is clean once every argument is described, every tool is called and every schema is for all clients', async () => {
    await fc.assert(
      fc.asyncProperty(providerSpecs(authStyles), async (spec) => {
        expect(await complaints({ sdk: 'v2', providers: [tamed(spec)] })).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is told nothing but what it says itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        providerSpecs(authStyles),
        fc.constantFrom('v1', 'v2'),
        async (spec, sdk) => {
          const found = await complaints({ sdk: sdk, providers: [spec] });
          expect(found.filter((each) => !ABOUT_THE_SPEC.has(each.split(' ')[0]!))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
