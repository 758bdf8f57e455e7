import type {
  ClientCapabilities,
  JsonSchemaType,
  JsonSchemaValidator,
  jsonSchemaValidator,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import type { Mode } from './eras.js';

/** A real client of one version of the protocol. It checks results against the output schemas that it has listed. */
export const newClient = (mode: Mode, capabilities: ClientCapabilities = {}): Client =>
  new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode }, capabilities, jsonSchemaValidator: compiledOnce },
  );

const ajv = new AjvJsonSchemaValidator();
const compiled = new Map<string, JsonSchemaValidator<never>>();

/** Compiling takes longer than any test: clients share what they have compiled. */
const compiledOnce: jsonSchemaValidator = {
  getValidator(schema: JsonSchemaType) {
    const key = JSON.stringify(schema);
    const validator = compiled.get(key) ?? ajv.getValidator<never>(schema);
    compiled.set(key, validator);
    return validator;
  },
};
