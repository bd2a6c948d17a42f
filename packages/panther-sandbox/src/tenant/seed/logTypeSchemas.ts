import type { LogTypeSchema } from '../listSchemas';

/** Name, what it is for, and some of its fields. */
type Row = [name: string, description: string, ...fields: string[]];

const managed: Row[] = [
  [
    'AWS.ALB',
    'Requests to application load balancers',
    'clientIp',
    'elbStatusCode',
    'targetGroupArn',
  ],
  [
    'AWS.AuroraMySQLAudit',
    'Audit trail of Aurora MySQL',
    'username',
    'operation',
    'database',
  ],
  [
    'AWS.BedrockModelInvocation',
    'Calls of Bedrock models',
    'modelId',
    'operation',
  ],
  [
    'AWS.CloudFrontAccess',
    'Requests to CloudFront',
    'clientIp',
    'uriStem',
    'edgeLocation',
  ],
  [
    'AWS.CloudTrail',
    'AWS API calls',
    'eventName',
    'userIdentity',
    'sourceIPAddress',
  ],
  [
    'AWS.CloudTrailDigest',
    'Proof that CloudTrail files are unchanged',
    'digestStartTime',
    'logFiles',
  ],
  [
    'AWS.CloudTrailInsight',
    'Unusual API activity',
    'insightDetails',
    'eventCategory',
  ],
  ['AWS.CloudWatchEvents', 'Events of CloudWatch', 'detailType', 'source'],
  [
    'AWS.Config',
    'Changes of AWS resources',
    'resourceType',
    'configurationItemStatus',
  ],
  [
    'AWS.GuardDuty',
    'Threats found by GuardDuty',
    'severity',
    'service',
    'resource',
  ],
  [
    'AWS.S3ServerAccess',
    'Requests to S3 buckets',
    'bucket',
    'remoteip',
    'operation',
  ],
  [
    'AWS.SecurityFindingFormat',
    'Findings of AWS security services',
    'findingId',
    'severity',
  ],
  [
    'AWS.TransitGatewayFlow',
    'Traffic through transit gateways',
    'srcAddr',
    'dstAddr',
  ],
  ['AWS.VPCDns', 'DNS queries from VPCs', 'queryName', 'srcAddr'],
  ['AWS.VPCFlow', 'Traffic in VPCs', 'srcAddr', 'dstAddr', 'action'],
  ['AWS.WAFWebACL', 'Decisions of web ACLs', 'action', 'httpRequest'],
  ['Amazon.EKS.Audit', 'Kubernetes audit of EKS', 'verb', 'objectRef', 'user'],
  ['Amazon.EKS.Authenticator', 'Sign-ins to EKS', 'arn', 'username'],
  ['Asana.Audit', 'Audit trail of Asana', 'actor', 'event_type'],
  ['Atlassian.Audit', 'Audit trail of Atlassian', 'attributes', 'action'],
  ['Auth0.Events', 'Events of Auth0 tenants', 'log_id', 'type'],
  ['Azure.Audit', 'Audit trail of Entra ID', 'operationName', 'identity'],
  [
    'Azure.MonitorActivity',
    'Activity in Azure subscriptions',
    'operationName',
    'resourceId',
  ],
  ['Azure.SignIn', 'Sign-ins to Entra ID', 'userPrincipalName', 'ipAddress'],
  ['Box.Event', 'Events of Box', 'event_type', 'created_by'],
  ['Cloudflare.Audit', 'Audit trail of Cloudflare', 'ActionType', 'ActorEmail'],
  [
    'Cloudflare.Firewall',
    'Firewall decisions of Cloudflare',
    'Action',
    'ClientIP',
  ],
  [
    'Cloudflare.HttpRequest',
    'Requests to Cloudflare',
    'ClientIP',
    'EdgeResponseStatus',
  ],
  [
    'Crowdstrike.FDREvent',
    'Events of Falcon sensors',
    'aid',
    'event_simpleName',
  ],
  ['Duo.Authentication', 'Sign-ins with Duo', 'user', 'result'],
  ['GCP.AuditLog', 'Audit trail of Google Cloud', 'protoPayload', 'methodName'],
  [
    'GCP.HTTPLoadBalancer',
    'Requests to Google load balancers',
    'httpRequest',
    'statusDetails',
  ],
  [
    'GSuite.ActivityEvent',
    'Activity in Google Workspace',
    'actor',
    'parameters',
  ],
  [
    'GSuite.DirectoryUsers',
    'People of Google Workspace',
    'primaryEmail',
    'isAdmin',
  ],
  ['GSuite.Reports', 'Reports of Google Workspace', 'actor', 'events'],
  [
    'GitHub.Audit',
    'Audit trail of GitHub organizations',
    'action',
    'actor',
    'repo',
  ],
  ['GitLab.Audit', 'Audit trail of GitLab', 'author_name', 'entity_path'],
  [
    'Juniper.Firewall',
    'Traffic through Juniper firewalls',
    'hostname',
    'message',
  ],
  ['Lacework.Events', 'Events of Lacework', 'EVENT_TYPE', 'ENTITY_MAP'],
  [
    'MongoDB.OrganizationEvent',
    'Events of Atlas organizations',
    'eventTypeName',
    'username',
  ],
  ['Nginx.Access', 'Requests to nginx', 'remoteAddr', 'request', 'status'],
  ['OCSF.ApiActivity', 'API calls in the OCSF format', 'activity_id', 'actor'],
  [
    'OCSF.NetworkActivity',
    'Traffic in the OCSF format',
    'src_endpoint',
    'dst_endpoint',
  ],
  ['Okta.Devices', 'Devices known to Okta', 'status', 'profile'],
  [
    'Okta.SystemLog',
    'Everything that happens in Okta',
    'eventType',
    'actor',
    'outcome',
  ],
  ['Okta.Users', 'People known to Okta', 'status', 'profile'],
  ['OnePassword.ItemUsage', 'Use of items of 1Password', 'item_uuid', 'user'],
  [
    'OnePassword.SignInAttempt',
    'Sign-ins to 1Password',
    'category',
    'target_user',
  ],
  ['Salesforce.API', 'API calls to Salesforce', 'USER_ID', 'METHOD_NAME'],
  ['Salesforce.Login', 'Sign-ins to Salesforce', 'USER_NAME', 'LOGIN_STATUS'],
  ['Slack.AuditLogs', 'Audit trail of Slack', 'action', 'actor'],
  ['Snyk.GroupAudit', 'Audit trail of Snyk groups', 'event', 'userId'],
  ['Tailscale.Audit', 'Audit trail of Tailscale', 'action', 'actor'],
  ['Wiz.Audit', 'Audit trail of Wiz', 'action', 'user'],
  ['Zoom.Activity', 'Sign-ins to Zoom', 'email', 'ip_address'],
];

const custom: Row[] = [
  [
    'Custom.ApiGateway',
    'Requests to our API gateways',
    'requestId',
    'routeKey',
  ],
  [
    'Custom.BillingWorker',
    'What the billing worker charged',
    'invoiceId',
    'amount',
  ],
  ['Custom.EmployeeDirectory', 'Who works where', 'employeeId', 'team'],
  ['Custom.Fulfilment', 'Orders on their way', 'orderId', 'step'],
  ['Custom.Mainframe', 'Nightly dumps of the mainframe', 'job', 'record'],
  ['Custom.PayrollExport', 'Monthly payroll', 'employeeId', 'month'],
  ['Custom.PointOfSale', 'Sales in our stores', 'store', 'receipt'],
  [
    'Custom.ServiceLogs',
    'Common format of our services',
    'service',
    'level',
    'message',
  ],
  ['Custom.WarehouseScanner', 'Parcels seen by scanners', 'scanner', 'parcel'],
];

const archived: Row[] = [
  [
    'Custom.OldCheckout',
    'Of the checkout before its rewrite',
    'basket',
    'total',
  ],
  ['Custom.StoreBeacons', 'Of a trial that has ended', 'beacon', 'visitor'],
];

/** The log types of the tenant. */
export const logTypeSchemas: readonly LogTypeSchema[] = [
  ...managed.map(row => ({ ...describe(row), isManaged: true })),
  ...custom.map(row => ({ ...describe(row), isFieldDiscoveryEnabled: true })),
  ...archived.map(row => ({ ...describe(row), isArchived: true })),
];

function describe([name, description, ...fields]: Row): LogTypeSchema {
  return {
    name,
    description,
    fields,
    isArchived: false,
    isManaged: false,
    isFieldDiscoveryEnabled: false,
    referenceURL: undefined,
    revision: fields.length,
    version: 0,
    spec: [
      `schema: ${name}`,
      'fields:',
      ...fields.map(field => `  - name: ${field}\n    type: string`),
      '',
    ].join('\n'),
    discoveredSpec: '',
    createdAt: '2023-09-04T10:31:46.155493402Z',
    updatedAt: '2025-05-12T08:02:11.40218Z',
  };
}
