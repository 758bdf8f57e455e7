import * as z from 'zod';
import { isSafeUrl } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import type { Model, ModelSettings } from './model.js';
import { ModelError } from './model.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_URL = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
} as const;

/**
 * `MODEL_*`, otherwise the variables that the libraries of the services read, otherwise `defaults`.
 * @throws StartError that names the variable
 */
export function modelSettings(
  env: Environment = process.env,
  defaults: Partial<Omit<ModelSettings, 'key'>> = {},
): ModelSettings {
  const api = env.MODEL_API || defaults.api || guessed(env);
  if (!isApi(api))
    throw new StartError(`MODEL_API must be one of ${Object.keys(DEFAULT_URL).join(', ')}.`);
  const { MODEL_NAME: name = defaults.name, MODEL_URL: own = defaults.url } = env;
  if (!name) throw new StartError('MODEL_NAME is required: the name of a model.');
  const isAnthropic = api === 'anthropic';
  const url = own || (isAnthropic ? undefined : env.OPENAI_BASE_URL) || DEFAULT_URL[api];
  if (!isSafeUrl(url))
    throw new StartError('MODEL_URL must be an https URL (http only for loopback addresses).');
  // The key of one service must not be sent to another one.
  const usual = isAnthropic ? env.ANTHROPIC_API_KEY : env.OPENAI_API_KEY;
  const key = env.MODEL_KEY || (own ? undefined : usual);
  const [input, output] = [env.MODEL_PRICE_INPUT, env.MODEL_PRICE_OUTPUT].map(priceIn);
  return {
    api,
    url: url.replace(/\/+$/, ''),
    name,
    maxTokens: positive(env, 'MODEL_MAX_TOKENS', defaults.maxTokens ?? 4096),
    ...(key && { key }),
    ...(input !== undefined && output !== undefined && { price: { input, output } }),
  };
}

function guessed(env: Environment): string {
  const others = [env.OPENAI_API_KEY, env.OPENAI_BASE_URL, env.MODEL_KEY, env.MODEL_URL];
  return env.ANTHROPIC_API_KEY && !others.some(Boolean) ? 'anthropic' : 'openai';
}

/** The model of these settings. Its failures are `ModelError`s. */
export async function modelOf(settings: ModelSettings): Promise<Model> {
  const wire = await wireOf(settings);
  return async function* (request) {
    try {
      yield* wire(request);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      throw new ModelError('broken', 'The model sent an invalid event.', { cause: error });
    }
  };
}

/** Each is loaded when it is used. */
async function wireOf(settings: ModelSettings): Promise<Model> {
  return settings.api === 'anthropic'
    ? (await import('./wires/anthropic.js')).anthropic(settings)
    : (await import('./wires/openai.js')).openAi(settings);
}

/** @throws StartError that names the variable */
export function positive(env: Environment, name: string, otherwise: number): number {
  const value = env[name];
  if (!value) return otherwise;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new StartError(`${name} must be an integer of at least 1, not "${value}".`);
  return number;
}

function priceIn(text: string | undefined): number | undefined {
  const price = Number(text || NaN);
  return price >= 0 ? price : undefined;
}

const isApi = (api: string): api is ModelSettings['api'] => Object.hasOwn(DEFAULT_URL, api);
