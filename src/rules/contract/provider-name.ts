import { defineRule } from '../define.js';
import { mandatoryExports } from './parts/mandatory.js';

export default defineRule({
  severity: 'error',
  summary: 'PROVIDER_NAME is a string literal and equals the name of the provider’s directory.',
  why: 'The server looks up tools, credentials and settings by this name. A computed name cannot be checked.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { name, entry, project } = provider;
    const found = mandatoryExports(provider).find((each) => each.name === 'PROVIDER_NAME');
    if (!found?.found || found.found.typeOnly) return;
    const { fact, origin } = found.found;
    const located = project.code.value(origin);
    // Others may use a constant of another file: what this provider takes from there is wrong.
    const isOwn = located?.file === found.file;
    const at = isOwn ? located.file.at(located.value) : found.file.at(fact);
    if (located?.value.is !== 'string') {
      report({
        at,
        message: 'PROVIDER_NAME is not a string literal.',
        hint: `Write '${name}'.`,
      });
    } else if (located.value.value !== name) {
      const quote = located.file.text[located.value.start] ?? "'";
      report({
        at,
        message: `PROVIDER_NAME is "${located.value.value}", but the directory is "${name}".`,
        hint: `Use "${name}" here, or rename the directory and its entry in provider-config.yaml.`,
        // Entry and directory are equal, so the constant is wrong.
        ...(entry && isOwn && { fix: [{ at, text: `${quote}${name}${quote}` }] }),
        ...(!isOwn && {
          related: [{ at: located.file.at(located.value), message: 'The value is here.' }],
        }),
      });
    }
  },
});
