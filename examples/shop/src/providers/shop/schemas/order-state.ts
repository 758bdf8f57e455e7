import * as z from 'zod';

export const orderState = z.enum(['new', 'paid', 'sent']).describe('State of the order.');
