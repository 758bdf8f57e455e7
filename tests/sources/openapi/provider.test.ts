import { describe, expect, it } from 'vitest';
import { documentServers } from '../../../src/openapi/document/servers.js';
import type { RawObject } from '../../../src/openapi/model.js';
import { withPreset } from '../../../src/sources/openapi/import.js';
import { askServer } from '../../../src/sources/openapi/questions.js';
import { person } from '../../support/person.js';

const provider = (auth: RawObject, baseUrl = 'https://api.example.com') => ({
  name: 'acme',
  displayName: 'Acme',
  description: 'Acme.',
  baseUrl,
  auth,
});

describe('the sign-in of a known service', () => {
  const gitlab = {
    style: 'oauth2',
    authorizationUrl: 'https://gitlab.com/oauth/authorize',
    tokenUrl: 'https://gitlab.com/oauth/token',
  };

  it.each<[string, RawObject, string, RawObject]>([
    [
      'by its host, where the document has no sign-in',
      { style: 'none' },
      'https://api.github.com',
      { style: 'oauth2', preset: 'github', scopes: ['read:user'] },
    ],
    [
      'by its endpoints, with the scopes of the document',
      { ...gitlab, scopes: ['api'] },
      'https://gitlab.example.com',
      { style: 'oauth2', preset: 'gitlab', scopes: ['api'] },
    ],
  ])('is known %s', (_, auth, baseUrl, expected) => {
    const { provider: found, losses } = withPreset(provider(auth, baseUrl));
    expect(found.auth).toEqual(expected);
    expect(losses).toMatchObject([{ detail: expect.stringContaining('--preset') as string }]);
  });

  it.each<[string, RawObject, string]>([
    ['another host', { style: 'none' }, 'https://github.example.com'],
    ['a sign-in of the document', { style: 'bearer' }, 'https://api.github.com'],
    ['other endpoints', { ...gitlab, tokenUrl: 'https://gitlab.example.com/token' }, 'https://a.b'],
  ])('is not taken for %s', (_, auth, baseUrl) => {
    const stated = provider(auth, baseUrl);
    expect(withPreset(stated)).toEqual({ provider: stated, losses: [] });
  });
});

describe('the server of a document', () => {
  const servers = (...stated: RawObject[]) => documentServers({ servers: stated });
  const regions = {
    url: 'https://{region}.example.com/{version}/',
    variables: { region: { default: 'eu', enum: ['eu', 'us'] }, version: { default: 'v1' } },
  };

  it('is asked for with its variables', async () => {
    const { questions, asked } = person({ '"region"': 'us', '"version"': 'v2' });
    expect(await askServer(questions, servers(regions))).toBe('https://us.example.com/v2');
    expect(asked).toHaveLength(2);
  });

  it('is one of several', async () => {
    const { questions } = person({ Server: 'https://test.example.com' });
    const all = servers(regions, { url: 'https://test.example.com', description: 'Test' });
    expect(await askServer(questions, all)).toBe('https://test.example.com');
  });

  it.each([
    ['one without variables', [{ url: 'https://a.example.com' }]],
    ['none', []],
    ['a relative one', [{ url: '/v1' }]],
  ])('is not asked for: %s', async (_, stated) => {
    const { questions, asked } = person({});
    expect(await askServer(questions, servers(...stated))).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
