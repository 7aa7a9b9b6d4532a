"""What the three Spark jobs share. Plain PySpark: nothing here needs anything but the driver."""
