import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import HealthyIcon from '@material-ui/icons/CheckCircleOutline';
import UnavailableIcon from '@material-ui/icons/CloudOff';
import UnhealthyIcon from '@material-ui/icons/ErrorOutline';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import NewIcon from '@material-ui/icons/HourglassEmpty';
import GoneIcon from '@material-ui/icons/RemoveCircleOutline';
import HiddenIcon from '@material-ui/icons/VisibilityOffOutlined';
import SilentIcon from '@material-ui/icons/VolumeOffOutlined';
import {
  LogSourceLink,
  LogSourceStatus,
} from 'backstage-plugin-panther-common';

type LinkStatus = LogSourceStatus | Exclude<LogSourceLink['state'], 'found'>;

const appearances = {
  healthy: { label: 'Healthy', icon: HealthyIcon, color: 'success' },
  unhealthy: { label: 'Unhealthy', icon: UnhealthyIcon, color: 'error' },
  silent: { label: 'Silent', icon: SilentIcon, color: 'warning' },
  new: { label: 'New', icon: NewIcon, color: 'info' },
  gone: { label: 'Gone', icon: GoneIcon, color: 'error' },
  hidden: { label: 'Hidden', icon: HiddenIcon, color: 'info' },
  unknown: { label: 'Not found', icon: UnknownIcon, color: 'error' },
  unavailable: {
    label: 'Unavailable',
    icon: UnavailableIcon,
    color: 'warning',
  },
} as const;

type Color = (typeof appearances)[LinkStatus]['color'];

// The word keeps the theme's text colour, which is readable in every theme; only the icon and the
// border take the colour of the status.
const useStyles = makeStyles<Theme, { color: Color }>(
  theme => ({
    root: {
      margin: 0,
      color: theme.palette.text.primary,
      borderColor: ({ color }) => theme.palette[color].main,
    },
    icon: {
      color: ({ color }) => theme.palette[color].main,
    },
  }),
  { name: 'PantherStatusChip' },
);

/** How a linked log source is doing, or why that is not known, in a word. */
export function StatusChip(props: { status: LinkStatus }) {
  const { label, icon: Icon, color } = appearances[props.status];
  const classes = useStyles({ color });
  return (
    <Chip
      variant="outlined"
      size="small"
      label={label}
      icon={<Icon aria-hidden />}
      classes={{ root: classes.root, icon: classes.icon }}
    />
  );
}
