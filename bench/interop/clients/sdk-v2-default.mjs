import { connectAs } from './sdk-v2.mjs';

export const connect = (server) => connectAs(undefined, server);
