import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ProjectSpec, ProviderSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../src/spec/check.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { providerSpecs } from '../support/arbitrary.js';
import { writtenTexts } from '../support/hostile.js';
import { caseCount } from '../support/mutated.js';

const project = (...providers: ProviderSpec[]): ProjectSpec => ({
  name: 'golden-mcp',
  sdk: 'v2',
  packageManager: 'npm',
  providers,
});

const rendered = (spec: ProjectSpec) =>
  new Map(renderProject(spec).map(({ path, text }) => [String(path), text]));

function syntaxErrors(path: string, text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
  });
  return diagnostics.map(
    ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

/** One provider whose every text is the same. */
const wordy = (text: string): ProviderSpec =>
  checkProvider(
    {
      name: 'wordy',
      displayName: text.slice(0, 200),
      description: text,
      baseUrl: 'https://api.example.com',
      auth: { style: 'bearer' },
      tools: [
        {
          name: 'say',
          title: text.slice(0, 200),
          description: text,
          inputSchema: {
            type: 'object',
            properties: {
              word: { type: 'string', enum: [text, 'other'], default: text, description: text },
            },
          },
          request: { method: 'POST', path: '/say' },
        },
      ],
      prompts: [
        { name: 'ask', description: text, arguments: [{ name: 'a' }], text: `${text} {a}` },
      ],
    },
    kindsAndStyles,
  ).spec;

describe.each(writtenTexts)('text %j', (text) => {
  const files = rendered(project(wordy(text)));

  it('breaks out of no file', () => {
    const sources = [...files].filter(([path]) => path.endsWith('.ts'));
    expect(sources.flatMap(([path, source]) => syntaxErrors(path, source))).toEqual([]);
    const config = parse(files.get('provider-config.yaml') ?? '') as {
      providers: { wordy: { description: string } };
    };
    expect(config.providers.wordy.description).toBe(text);
  });
});

describe('any spec', () => {
  it('renders without syntax errors', () => {
    fc.assert(
      fc.property(providerSpecs(authStyles), (spec) => {
        for (const [path, text] of rendered(project(spec))) {
          if (!path.endsWith('.ts')) continue;
          expect(syntaxErrors(path, text)).toEqual([]);
        }
      }),
      { numRuns: caseCount(20) },
    );
  }, 120_000);

  it('renders the same bytes twice, in paths that no two files share', () => {
    fc.assert(
      fc.property(providerSpecs(authStyles), (spec) => {
        const once = renderProject(project(spec));
        expect(renderProject(project(spec))).toEqual(once);
        expect(new Set(once.map(({ path }) => path.toLowerCase())).size).toBe(once.length);
      }),
      { numRuns: caseCount(10) },
    );
  });
});
