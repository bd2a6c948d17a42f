/**
 * The permission constants of the published REST specification of 2026.
 */
export const pantherPermissions = [
  'AIRunAsModify',
  'AlertModify',
  'AlertRead',
  'BulkUpload',
  'BulkUploadValidate',
  'CloudsecSourceModify',
  'CloudsecSourceRead',
  'DataAnalyticsModify',
  'DataAnalyticsRead',
  'DestinationModify',
  'DestinationRead',
  'GeneralSettingsModify',
  'GeneralSettingsRead',
  'LogSourceModify',
  'LogSourceRawDataRead',
  'LogSourceRead',
  'LookupModify',
  'LookupRead',
  'ManageAIResponses',
  'ManageAISkills',
  'ManageScheduledPrompts',
  'McpServerModify',
  'McpServerRead',
  'NotificationsSend',
  'OrganizationAPITokenModify',
  'OrganizationAPITokenRead',
  'PolicyModify',
  'PolicyRead',
  'ResourceModify',
  'ResourceRead',
  'RuleModify',
  'RuleRead',
  'RunPantherAI',
  'SummaryRead',
  'UserModify',
  'UserRead',
  'ViewAIPrivateResponses',
  'ViewAISkills',
  'ViewScheduledPrompts',
] as const;

/**
 * A permission of an API token, by Panther's own constant.
 *
 * @public
 */
export type PantherPermission = (typeof pantherPermissions)[number];
