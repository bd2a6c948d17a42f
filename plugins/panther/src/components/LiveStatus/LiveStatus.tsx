import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  {
    root: {
      position: 'absolute',
      overflow: 'hidden',
      width: 1,
      height: 1,
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  },
  { name: 'PantherLiveStatus' },
);

/** Tells those who do not see the page what has changed on it; it is read out when it does. */
export function LiveStatus(props: { children: string }) {
  const classes = useStyles();
  return (
    <div role="status" className={classes.root}>
      {props.children}
    </div>
  );
}
