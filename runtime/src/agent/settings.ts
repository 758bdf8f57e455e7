import * as z from 'zod';
import { isAddress, isSafeUrl } from '../utils/addresses.js';
import { countSetting, type Environment, flagSetting, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { type Model, ModelError, type ModelSettings, type Wire } from './model.js';
import { fitToService } from './services/fit.js';
import { serviceRules } from './services/service.js';

const DEFAULT_URL = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
} as const;

/**
 * Reads the settings of a model from `MODEL_*`, otherwise from the variables of the services'
 * libraries, otherwise from `defaults`.
 * @throws StartError that names the variable
 */
export function modelSettings(
  env: Environment = process.env,
  defaults: Partial<Omit<ModelSettings, 'key'>> = {},
): ModelSettings {
  const value = (name: string) => setting(name, env);
  const api = value('MODEL_API') ?? defaults.api ?? guessApi(env);
  if (!isApi(api))
    throw new StartError(`MODEL_API must be one of ${Object.keys(DEFAULT_URL).join(', ')}.`);
  const name = value('MODEL_NAME') ?? defaults.name;
  const ownUrl = value('MODEL_URL') ?? defaults.url;
  if (!name) throw new StartError('MODEL_NAME is required: the name of a model.');
  const isAnthropic = api === 'anthropic';
  const url = ownUrl ?? (isAnthropic ? undefined : value('OPENAI_BASE_URL')) ?? DEFAULT_URL[api];
  const isPrivate = isAddress(url.replace(/[?#].*/, ''), 'privateUrl');
  if (!isSafeUrl(url) && !(isPrivate && flagSetting('MODEL_ALLOW_HTTP', env)))
    throw new StartError(
      isPrivate
        ? 'MODEL_URL: requests with http are not encrypted. To send them through your private network, set MODEL_ALLOW_HTTP=true.'
        : 'MODEL_URL must be an https URL (http only for loopback addresses, and for private ones with MODEL_ALLOW_HTTP=true).',
    );
  // The key of one service must not be sent to another one.
  const serviceKey = value(isAnthropic ? 'ANTHROPIC_API_KEY' : 'OPENAI_API_KEY');
  const key = value('MODEL_KEY') ?? (ownUrl === undefined ? serviceKey : undefined);
  const input = priceIn(value('MODEL_PRICE_INPUT'));
  const output = priceIn(value('MODEL_PRICE_OUTPUT'));
  return {
    api,
    url: url.replace(/\/+$/, ''),
    name,
    maxTokens: countSetting('MODEL_MAX_TOKENS', env) ?? defaults.maxTokens ?? 4096,
    ...(key !== undefined && { key }),
    ...(input !== undefined && output !== undefined && { price: { input, output } }),
  };
}

function guessApi(env: Environment): string {
  const isSet = (name: string) => setting(name, env) !== undefined;
  const openAiVariables = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'MODEL_KEY', 'MODEL_URL'];
  return isSet('ANTHROPIC_API_KEY') && !openAiVariables.some(isSet) ? 'anthropic' : 'openai';
}

/** Returns the model for these settings. Its failures are `ModelError`s. */
export async function modelOf(settings: ModelSettings): Promise<Model> {
  const wire = await loadWire(settings);
  return fitToService(async function* (request) {
    try {
      yield* wire(request);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      throw new ModelError('broken', 'The model sent an invalid event.', { cause: error });
    }
  }, serviceRules(settings));
}

async function loadWire(settings: ModelSettings): Promise<Wire> {
  return settings.api === 'anthropic'
    ? (await import('./wires/anthropic.js')).anthropic(settings)
    : (await import('./wires/openai.js')).openAi(settings);
}

function priceIn(text: string | undefined): number | undefined {
  const price = Number(text ?? NaN);
  return price >= 0 ? price : undefined;
}

const isApi = (api: string): api is ModelSettings['api'] => Object.hasOwn(DEFAULT_URL, api);
