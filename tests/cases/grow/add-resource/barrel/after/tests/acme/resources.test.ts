import { expect, it } from 'vitest';

const cases = [{ uri: 'acme://rooms/room_id', path: '/rooms/room_id' }];

it('has cases', () => expect(cases).toEqual([]));
