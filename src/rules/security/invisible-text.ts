import type { Definition } from '../../model/code.js';
import { invisibleIn } from '../../model/invisible.js';
import type { Place, ProviderModel } from '../../model/project.js';
import type { SchemaFact } from '../../model/schema.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { instructionsOf } from '../protocol/texts/instructions.js';
import { textsBelow } from '../../model/data-text.js';

/** A string of JSON. */
const STRING = /"(?:[^"\\\n]|\\.)*"/g;

interface ShownText {
  at: Place;
  text: string;
}

export default defineRule({
  severity: 'error',
  summary: 'Texts that models read contain no invisible characters.',
  why: 'Models follow instructions in characters that reviewers cannot see: tags, zero-width characters and marks that change the direction.',
  source: {
    text: 'Trojan Source (CVE-2021-42574); OWASP Top 10 for LLM Applications, LLM01.',
    url: 'https://genai.owasp.org/llmrisk/llm01-prompt-injection/',
  },
  securitySeverity: 7.4,
  on: 'provider',
  check(provider, report) {
    for (const { at, text } of textsFor(provider)) {
      const [first, ...others] = invisibleIn(text);
      if (first === undefined) continue;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      report({
        at,
        message: `This text contains the invisible character ${first}${more}.`,
        hint: 'Remove invisible characters, or write the text again.',
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   description: 'The weather of the next days at a place.',
      +   description: 'Weather \u{1F469}\u200D\u{1F680} \u2600\uFE0F \u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   description: 'The weather of the next days at a place.',
      +   description: ‹'The weather.\u{E0041}\u{E0042}'›,
    `.finds('This text contains the invisible character U+E0041 and 1 more.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   ‹days›: z.int().min(1).max(7).default(3).describe('How many\u202e days.'),
    `.finds('This text contains the invisible character U+202E.'),
    bad`
      // src/providers/weather/mcp-instance.ts, changed
      -   instructions: 'Forecasts for any place.',
      +   instructions: ‹'Forecasts\u200B for any place.'›,
    `.finds('This text contains the invisible character U+200B.'),
    bad`
      // provider-config.yaml, changed
      -     description: Forecasts for any place.
      +     description: ‹"Forecasts for any \u2060place."›
    `.finds('This text contains the invisible character U+2060.'),
    bad`
      // src/providers/weather/remote.json
      {
        "tools": [
          { "name": "get_alerts", "description": ‹"Storms.\udb40\udc41"› }
        ]
      }
    `.finds('This text contains the invisible character U+E0041.'),
  ],
});

/** Titles, descriptions, instructions, and the entry in provider-config.yaml. */
function textsFor(provider: ProviderModel): ShownText[] {
  const { tools, resources, prompts, entry, project: model } = provider;
  const { config } = model.documents;
  const instructions = instructionsOf(provider, model.code);
  const inEntry = config && entry ? textsBelow(entry.value) : [];
  return [
    ...[...tools, ...resources, ...prompts].flatMap(inDefinition),
    ...tools.flatMap(({ input, output }) =>
      [input, output].flatMap((schema) => inSchema(schema, provider)),
    ),
    ...(instructions.is === 'known' ? [{ at: instructions.at, text: instructions.value }] : []),
    ...(config ? inEntry.map(({ value, text }) => ({ at: config.at(value), text })) : []),
    ...inCatalog(provider),
  ];
}

/** Definitions of another MCP server, as they were accepted. */
function inCatalog({ directory, project: model }: ProviderModel): ShownText[] {
  const catalog = model.documents.all.find(({ path }) => path === `${directory}/remote.json`);
  if (!catalog) return [];
  return Array.from(catalog.text.matchAll(STRING), ({ index, 0: literal }) => ({
    at: catalog.at({ start: index, end: index + literal.length }),
    text: textOf(literal),
  }));
}

/** Where it is no JSON, the runtime reports it. */
function textOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

const inDefinition = ({ title, description }: Definition): ShownText[] =>
  [title, description].flatMap((text) =>
    text.is === 'known' ? [{ at: text.at, text: text.value }] : [],
  );

/** Everything that clients show of a schema; patterns name such characters to find them. */
const inSchema = (schema: SchemaFact | undefined, { project: { code } }: ProviderModel) =>
  Array.from(schema ? code.subschemas(schema) : [], ({ schema: { at, keywords }, property }) => {
    const shown = Object.entries(keywords).flatMap(([key, value]) =>
      key === 'pattern' ? [] : value,
    );
    return { at: property?.at ?? at, text: shown.map(String).join(' ') };
  });
