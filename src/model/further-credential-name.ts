/**
 * Names of a provider's credentials other than `apiKey`. They consist of the words of the
 * environment variable, and must differ from the provider's other variables.
 */
export const furtherCredentialName = {
  pattern: '^(?!(?:apiKey|baseUrl.*|server)$)[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)*$',
  maxLength: 40,
};

const pattern = new RegExp(furtherCredentialName.pattern);

export const isFurtherCredentialName = (name: string): boolean =>
  pattern.test(name) && name.length <= furtherCredentialName.maxLength;
