import { connectAs } from './sdk-v2.mjs';

export const connect = (server) => connectAs({ pin: '2026-07-28' }, server);
