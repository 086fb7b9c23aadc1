import { isIP } from 'node:net';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { createRow } from './collections.ts';

/** Allowed addresses of a database: they are validated, and record who authorized them. */
export function databaseHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /databases/{id}/whitelist-ips': (request) => {
      const mask = String(request.body['subnet_mask']);
      if (!isAddressRange(mask)) throw invalidResource('subnet_mask must be an IP address or a CIDR range.');
      const row = createRow(civis, request, {
        subnet_mask: mask.includes('/') ? mask : `${mask}/32`,
        remote_host_id: Number(request.path['id']),
        security_group_id: 'sg-5a2d81f0',
        authorized_by: request.caller.id,
        is_active: true,
      });
      return { value: row, status: 201 };
    },
  };
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const width = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (width === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width);
}
