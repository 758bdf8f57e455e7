import { describe, expect, it } from 'vitest';
import { argumentNames, providerName, toolNames } from '../../src/openapi/names.js';

describe('names', () => {
  it('are cut with a hash of the operation, whatever the order', () => {
    const long = {
      key: 'GET /a',
      id: 'actions/list-self-hosted-runner-groups-with-access-for-organization',
      method: 'GET',
      path: '/a',
    };
    const other = { key: 'GET /b', id: 'a_b', method: 'GET', path: '/b' };
    const clash = { key: 'GET /c', id: 'aB', method: 'GET', path: '/c' };
    const names = toolNames([long, other, clash], 46);
    expect(names).toEqual(new Map([...toolNames([clash, other, long], 46)].reverse()));
    expect([...names.values()].every((name) => /^[a-z][a-z0-9_]{0,45}$/.test(name))).toBe(true);
    expect(new Set(names.values()).size).toBe(3);
    expect(names.get('GET /b')).toMatch(/^a_b_[0-9a-f]{6}$/);
  });
  it.each([
    ['GET', '/pet/{petId}', 'get_pet_by_pet_id'],
    ['GET', '/list_pets', 'list_pets'],
    ['POST', '/create-pet', 'create_pet'],
    ['GET', '/get_pet/{id}', 'get_pet_by_id'],
    ['GET', '/list', 'get_list'],
    ['DELETE', '/list_items/{id}', 'delete_list_items_by_id'],
    ['PUT', '/add-ons/{id}', 'put_add_ons_by_id'],
  ])('come from method and path without an id: %s %s', (method, path, name) => {
    expect(toolNames([{ key: 'a', method, path }], 46).get('a')).toBe(name);
  });
  it.each([
    ["GitHub's official OpenAPI spec + Octokit extension", 'github'],
    ['Swagger Petstore - OpenAPI 3.0', 'petstore'],
    ['API - Rooms', 'rooms'],
    ['YouTube Data API v3', 'youtube_data'],
  ])('of the provider of %j: %s', (title, name) => {
    expect(providerName(title)).toBe(name);
  });
  it('of arguments are legal and unique', () => {
    expect(
      argumentNames([
        { place: 'query', wire: 'filter[name]' },
        { place: 'path', wire: 'id' },
        { place: 'body', wire: 'id' },
        { place: 'query', wire: '$top' },
      ]),
    ).toEqual(['filter_name', 'path_id', 'body_id', 'top']);
    const same = argumentNames([
      { place: 'query', wire: 'a[b]' },
      { place: 'query', wire: 'a(b)' },
    ]);
    expect(new Set(same).size).toBe(2);
  });
});
