import { describe, expect, it } from 'vitest';
import { argumentNames, providerName } from '../../src/openapi/argument-names.js';
import { toolNames } from '../../src/openapi/tool-names.js';

describe('names', () => {
  it('are unique, whatever the order', () => {
    const long = {
      key: 'GET /a',
      id: 'actions/list-self-hosted-runner-groups-with-access-for-organization',
      method: 'GET',
      path: '/a',
    };
    const other = { key: 'GET /b', id: 'a_b', method: 'GET', path: '/red/c' };
    const clash = { key: 'GET /c', id: 'aB', method: 'GET', path: '/blue/c' };
    const names = toolNames([long, other, clash], 46);
    expect(names).toEqual(new Map([...toolNames([clash, other, long], 46)].reverse()));
    expect([...names.values()].every((name) => /^[a-z][a-z0-9_]{0,45}$/.test(name))).toBe(true);
    expect(new Set(names.values()).size).toBe(3);
    expect([names.get('GET /b'), names.get('GET /c')]).toEqual(['a_b_red', 'a_b_blue']);
  });
  it('have a hash where names would be equal', () => {
    const names = toolNames(
      ['GET /a', 'GET /A'].map((key) => ({ key, id: 'a', method: 'GET', path: '/a' })),
      46,
    );
    expect([...names.values()]).toEqual([
      expect.stringMatching(/^a_[0-9a-f]{6}$/),
      expect.stringMatching(/^a_[0-9a-f]{6}$/),
    ]);
  });
  it.each([
    ['floatingIPs_create', 'floating_ips_create'],
    ['getOAuth2URL', 'get_oauth2_url'],
    ['projectsV2-list', 'projects_v2_list'],
    [
      'actions/get-actions-cache-storage-limit-for-organization',
      'actions_get_cache_storage_limit_organization',
    ],
    [
      'actions/list-self-hosted-runner-groups-with-access-for-organization',
      'actions_list_self_hosted_runne_group_acces_org',
    ],
    ['replaceAppsV1beta1NamespacedDeploymentStatus', 'replace_apps_v1beta1_ns_deployment_status'],
  ])('are the words of the id, shortened where needed: %s', (id, name) => {
    expect(toolNames([{ key: 'a', id, method: 'GET', path: '/' }], 46).get('a')).toBe(name);
  });
  it.each([
    ['GET', '/pet/{petId}', 'get_pet_by_pet_id'],
    ['GET', '/list_pets', 'list_pets'],
    ['GET', '/list', 'get_list'],
    ['DELETE', '/list_items/{id}', 'delete_list_items_by_id'],
  ])('come from method and path without an id: %s %s', (method, path, name) => {
    expect(toolNames([{ key: 'a', method, path }], 46).get('a')).toBe(name);
  });
  it.each([
    ['Swagger Petstore - OpenAPI 3.0', 'petstore'],
    ['API - Rooms', 'rooms'],
    ['The Rooms API', 'rooms'],
    ["Rooms's API documentation", 'rooms'],
    ['Google Docs API', 'google_docs'],
    ['YouTube Data API v3', 'youtube_data'],
  ])('of the provider of %j: %s', (title, name) => {
    expect(providerName(title)).toBe(name);
  });
  it('of tools are none that no tool may have', () => {
    const ids = ['index', 'client', 'listPets'];
    const operations = ids.map((id) => ({ key: id, id, method: 'POST', path: '/' }));
    const names = toolNames(operations, 46, (name) => name === 'index' || name === 'client');
    expect([...names.values()].toSorted()).toEqual(['list_pets', 'post_client', 'post_index']);
  });
  it('of arguments are legal and unique', () => {
    expect(
      argumentNames([
        { place: 'query', wire: 'filter[name]' },
        { place: 'path', wire: 'id' },
        { place: 'body', wire: 'id' },
        { place: 'query', wire: '$top' },
        { place: 'query', wire: 'page-size' },
        { place: 'body', wire: 'user.firstName' },
        { place: 'header', wire: 'X-GitHub-Api-Version' },
      ]),
    ).toEqual([
      'filter_name',
      'path_id',
      'body_id',
      'top',
      'page_size',
      'user_firstName',
      'x_github_api_version',
    ]);
    const camel = ['path', 'body'].map((place) => ({ place, wire: 'assetId' }));
    expect(argumentNames(camel)).toEqual(['pathAssetId', 'bodyAssetId']);
    const same = argumentNames([
      { place: 'query', wire: 'a[b]' },
      { place: 'query', wire: 'a(b)' },
    ]);
    expect(new Set(same).size).toBe(2);
  });
});
