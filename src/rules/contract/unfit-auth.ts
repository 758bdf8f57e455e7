import { kindOf } from '../../kinds/kind-of.js';
import { camelCase, snakeCase } from '../../model/names.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { textEntries } from '../configuration/documents/texts.js';

export default defineRule({
  severity: 'error',
  summary: 'The auth style of a provider fits its storage or database.',
  why: 'A bucket or a database server without credentials rejects every request, or is open to everyone.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check({ project: { documents }, entry }, report) {
    const { config } = documents;
    if (!config || !entry) return;
    const settings = new Map(textEntries(entry.value).map((each) => [each.key, each]));
    const auth = settings.get('auth');
    const kind = kindOf(settings.get('kind')?.text);
    const texts = Array.from(settings, ([key, { text }]) => [camelCase(key), text] as const);
    const wanted = kind.authFor?.(Object.fromEntries(texts));
    if (!auth || wanted === undefined || auth.text === wanted) return;
    const place = kind.settings.map(({ key }) => snakeCase(key)).find((key) => settings.has(key));
    report({
      at: config.at(auth.value),
      message: `"${auth.text}" does not fit this "${place}".`,
      hint: `Set "auth" to "${wanted}", and use it in "api/auth.ts".`,
    });
  },
  examples: [
    ok`
      // provider-config.yaml
      providers:
        weather:
          kind: files
          name: Weather
          description: Reports.
          storage: https://s3.eu-central-1.amazonaws.com/weather
          auth: access-key
    `,
    bad`
      // provider-config.yaml
      providers:
        weather:
          kind: files
          name: Weather
          description: Reports.
          storage: https://s3.eu-central-1.amazonaws.com/weather
          auth: ‹none›
    `.finds('"none" does not fit this "storage".'),
    bad`
      // provider-config.yaml
      providers:
        weather:
          kind: sql
          name: Weather
          description: Reports.
          database_url: postgres://db.weather.dev/weather
          auth: ‹none›
    `.finds('"none" does not fit this "database_url".'),
  ],
});
