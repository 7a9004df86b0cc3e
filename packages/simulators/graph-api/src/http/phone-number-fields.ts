import type { PhoneNumber } from '../accounts.ts';
import type { JsonObject } from '../json.ts';

const DEFAULT_FIELDS = [
  'display_phone_number',
  'verified_name',
  'quality_rating',
  'code_verification_status',
  'platform_type',
  'throughput',
];
const HIGH_THROUGHPUT_PER_SECOND = 1000;

/** Every field of a number that may be asked for. */
export function phoneNumberFields(phoneNumber: PhoneNumber): JsonObject {
  return {
    id: phoneNumber.id,
    display_phone_number: phoneNumber.displayPhoneNumber,
    verified_name: phoneNumber.verifiedName,
    status: phoneNumber.isRegistered ? 'CONNECTED' : 'DISCONNECTED',
    quality_rating: phoneNumber.qualityRating,
    code_verification_status: phoneNumber.isCodeVerified ? 'VERIFIED' : 'NOT_VERIFIED',
    name_status: 'APPROVED',
    account_mode: 'LIVE',
    platform_type: phoneNumber.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    host_platform: phoneNumber.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    messaging_limit_tier: phoneNumber.messagingLimitTier,
    whatsapp_business_manager_messaging_limit: phoneNumber.messagingLimitTier,
    throughput: {
      level: phoneNumber.throughputPerSecond >= HIGH_THROUGHPUT_PER_SECOND ? 'HIGH' : 'STANDARD',
    },
    is_official_business_account: false,
    unified_cert_status: 'APPROVED',
    username: null,
    health_status: { can_send_message: phoneNumber.isRegistered ? 'AVAILABLE' : 'BLOCKED', entities: [] },
    is_pin_enabled: phoneNumber.pin !== null,
    webhook_configuration: phoneNumber.callbackOverride
      ? { phone_number: phoneNumber.callbackOverride.url }
      : {},
  };
}

/** The fields that are given when none are named. */
export function defaultPhoneNumberFields(): readonly string[] {
  return DEFAULT_FIELDS;
}
