import { defineProvider } from '../../../../src/index.js';

/** Also the name of this directory and the key in provider-config.yaml. */
export const PROVIDER_NAME = 'issues';

/** `tool`, `resource` and `prompt` make what this provider serves; `createServer` serves it to one caller. */
export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  title: 'Issues',
  version: '0.1.0',
  instructions: 'Issues of repositories, to find, read, open, comment and close.',
});
